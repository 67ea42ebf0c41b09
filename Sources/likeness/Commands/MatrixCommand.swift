import Figures
import FoundationEssentials
import Gallery
import Laboratory
import Verification

extension Command {
  static let matrix = Command(
    name: "matrix",
    usages: ["matrix [PHOTO…] [--order ORDER] [--csv | --json] [--npy FILE.npy] [--svg FILE.svg]"],
    summary: "print the distance of each face to each other",
    details: [
      "Of the main faces of the photos given, or of all faces of the gallery, in the order of their",
      "people; --order similarity puts alike faces side by side, --order worst-error those first that",
      "reach farthest beyond the wrong side of the threshold. --csv prints comma-separated values with",
      "a heading, --npy writes a NumPy array of 32-bit floats. --svg draws the matrix for a paper or a",
      "slide; of more than 300 faces, blocks by their mean.",
    ],
    options: [.order, .csv, .npy, .svg],
    examples: [
      "likeness matrix a.jpg b.jpg c.jpg", "likeness matrix --csv > distances.csv",
      "likeness matrix --order similarity --svg matrix.svg",
    ],
    arguments: any,
    run: { invocation throws(ProgramError) in
      let session = try Session(invocation.options)
      let photos = invocation.arguments
      var report =
        try photos.isEmpty
        ? MatrixReport(galleryOf: session) : MatrixReport(of: photos, session)
      return try report.run(session)
    })
}

/// Faces with names, and their distances, computed a row at a time.
private struct MatrixReport {
  private struct Face {
    let label: String
    /// The name of the person, or that of the photo.
    let name: String
    /// A number of the person's own; of photos, whose people are not known, the face's.
    let person: Int
    let embedding: [Float]
  }

  private var faces: [Face]
  private let knowsPeople: Bool
  let metric: Metric
  /// Photos that could not be used.
  let skipped: [SkippedPhoto]

  init(of photos: [String], _ session: Session) throws(ProgramError) {
    if session.options.order == .worstError {
      throw .usage(
        .badValue(
          option: "--order", value: FaceOrder.worstError.rawValue,
          expected: "person or similarity for photos, of which nobody knows whose they are"))
    }
    let found = try MainFaces(session: session).embed(photos)
    faces = zip(photos, found.embeddings).enumerated().compactMap { place, item in
      let (photo, embedding) = item
      return embedding.map {
        Face(label: photo, name: PathName.last(photo), person: place, embedding: $0)
      }
    }
    knowsPeople = false
    metric = session.metric
    skipped = found.skipped
  }

  init(galleryOf session: Session) throws(ProgramError) {
    let gallery = try session.gallery(.read)
    let stored = try session.embeddings(of: gallery)
    faces = try ProgramError.inGallery { () throws(GalleryError) in
      let people = Dictionary(
        try gallery.people().enumerated().map { ($1.id, (place: $0, name: $1.name)) }
      ) { first, _ in first }
      let photos = Dictionary(try gallery.faces().map { ($0.id, $0.photo.path) }) { first, _ in
        first
      }
      return stored.faces.indices.map { row in
        let person = people[stored.people[row]] ?? (0, "")
        let photo = PathName.last(photos[stored.faces[row]] ?? "")
        return Face(
          label: "\(person.name)/\(photo)", name: person.name, person: person.place,
          embedding: Array(stored[row]))
      }.sorted { ($0.person, $0.label) < ($1.person, $1.label) }
    }
    knowsPeople = true
    metric = session.metric
    skipped = []
  }

  private var labels: [String] { faces.map(\.label) }

  private func row(_ index: Int) -> [Float] {
    faces.map { metric.distance(faces[index].embedding, $0.embedding) }
  }

  /// The order asked for, the figure and whatever else is to be printed.
  mutating func run(_ session: Session) throws(ProgramError) -> ExitStatus {
    let options = session.options
    let order = options.order ?? .person
    if faces.count > 1, order != .person || options.svg != nil {
      let set = EmbeddingSet(
        people: faces.map(\.person), dimension: session.model.dimension,
        values: faces.flatMap(\.embedding))
      if let distances = DistanceMatrix(of: set, metric: metric) {
        let places = try Self.places(distances, set.people, order, session)
        if let path = options.svg { try draw(distances, places, session, to: path) }
        faces = places.map { faces[$0] }
      }
    }
    return try print(options)
  }

  private static func places(
    _ distances: DistanceMatrix, _ people: [Int], _ order: FaceOrder, _ session: Session
  ) throws(ProgramError) -> [Int] {
    switch order {
    case .person: return Array(people.indices)
    case .worstError:
      return ErrorReach(of: distances, people: people).order(at: try session.threshold().value)
    case .similarity:
      do throws(ClusteringError) {
        return try AgglomerativeClustering.dendrogram(of: distances, isCancelled: { false })
          .leafOrder
      } catch {
        throw .clustering(error)
      }
    }
  }

  private func draw(
    _ distances: DistanceMatrix, _ places: [Int], _ session: Session, to path: String
  ) throws(ProgramError) {
    let people = knowsPeople ? faces.map(\.person) : nil
    let figure = MatrixFigure(distances, people: people, order: places) { faces[$0].name }
    let chart = figure.chart(at: try session.threshold().value, metric: metric)
    try WrittenFile.write(Array(SVGFigure(chart).text.utf8), to: path)
  }

  private func print(_ options: Options) throws(ProgramError) -> ExitStatus {
    for skip in skipped {
      StandardStreams.note("\(skip.photo.shown): skipped, \(skip.reason.shown)")
    }
    if faces.count < 2 {
      StandardStreams.note("a matrix needs two faces: give photos, or enroll some first")
      return skipped.isEmpty ? .negative : .unusable
    }
    if let path = options.output { try write(to: path) }
    if options.isJSON {
      try printJSON()
    } else if options.isCSV {
      try printCSV()
    } else if options.output == nil, options.svg == nil {
      try printTable()
    }
    return skipped.isEmpty ? .done : .unusable
  }

  private func write(to path: String) throws(ProgramError) {
    let values = faces.indices.flatMap(row)
    let count = faces.count
    try WrittenFile.write(NumPyFile.bytes(rows: count, columns: count, values: values), to: path)
  }

  /// Row by row, since the matrix of a large gallery need not fit into memory.
  private func printJSON() throws(ProgramError) {
    let names = try StandardStreams.encoded(labels)
    var line = "{\"labels\":\(names),\"metric\":\"\(metric.rawValue)\",\"distances\":["
    for index in faces.indices {
      line += index == 0 ? "[" : ",["
      line += row(index).map { "\($0)" }.joined(separator: ",") + "]"
      try StandardStreams.write(Array(line.utf8), to: 1)
      line = ""
    }
    try StandardStreams.result("]}")
  }

  private func printCSV() throws(ProgramError) {
    let names = labels.map { "\"" + $0.replacing("\"", with: "\"\"") + "\"" }
    try StandardStreams.result("," + names.joined(separator: ","))
    for (index, name) in names.enumerated() {
      try StandardStreams.result(
        name + "," + row(index).map { "\($0)" }.joined(separator: ","))
    }
  }

  /// Numbered columns, since names would not fit over them.
  private func printTable() throws(ProgramError) {
    let width = String(faces.count).count
    func number(_ index: Int, _ width: Int) -> String {
      let text = String(index + 1)
      return String(repeating: " ", count: max(0, width - text.count)) + text
    }
    let heading = faces.indices.map { number($0, 5) }.joined(separator: "  ")
    try StandardStreams.result(String(repeating: " ", count: width) + "  " + heading)
    for (index, label) in labels.enumerated() {
      let cells = row(index).map { $0.rounded(decimals: 3) }.joined(separator: "  ")
      try StandardStreams.result("\(number(index, width))  \(cells)  \(label.shown)")
    }
  }
}
