import FoundationEssentials
import Gallery
import Laboratory
import Verification

extension Command {
  static let matrix = Command(
    name: "matrix",
    usages: ["matrix [PHOTO…] [--csv | --output FILE.npy]"],
    summary: "print the distance of each face to each other",
    details: [
      "Of the main faces of the photos given, or of all faces of the gallery, in the order of their",
      "people. --csv prints comma-separated values with a heading, --output writes a NumPy array of",
      "32-bit floats.",
    ],
    options: [.csv, .output],
    examples: [
      "likeness matrix a.jpg b.jpg c.jpg", "likeness matrix --csv > distances.csv",
      "likeness matrix --output distances.npy",
    ],
    arguments: any,
    run: { invocation throws(ProgramError) in
      let session = try Session(invocation.options)
      let photos = invocation.arguments
      let report =
        try photos.isEmpty
        ? MatrixReport(galleryOf: session) : MatrixReport(of: photos, session)
      return try report.print(session.options)
    })
}

/// Faces with names, and their distances, computed a row at a time.
private struct MatrixReport {
  let labels: [String]
  let embeddings: [[Float]]
  let metric: Metric
  /// Photos that could not be used.
  let skipped: [SkippedPhoto]

  init(of photos: [String], _ session: Session) throws(ProgramError) {
    let found = try MainFaces(session: session).embed(photos)
    let faces = zip(photos, found.embeddings).compactMap { photo, embedding in
      embedding.map { (photo, $0) }
    }
    labels = faces.map(\.0)
    embeddings = faces.map(\.1)
    metric = session.metric
    skipped = found.skipped
  }

  init(galleryOf session: Session) throws(ProgramError) {
    let gallery = try session.gallery(.read)
    let stored = try session.embeddings(of: gallery)
    let faces = try ProgramError.inGallery { () throws(GalleryError) in
      let people = Dictionary(
        try gallery.people().enumerated().map { ($1.id, (place: $0, name: $1.name)) }
      ) { first, _ in first }
      let photos = Dictionary(try gallery.faces().map { ($0.id, $0.photo.path) }) { first, _ in
        first
      }
      return stored.faces.indices.map { row in
        let person = people[stored.people[row]] ?? (0, "")
        let photo = PathName.last(photos[stored.faces[row]] ?? "")
        return (place: person.place, label: "\(person.name)/\(photo)", vector: Array(stored[row]))
      }.sorted { ($0.place, $0.label) < ($1.place, $1.label) }
    }
    labels = faces.map(\.label)
    embeddings = faces.map(\.vector)
    metric = session.metric
    skipped = []
  }

  private func row(_ index: Int) -> [Float] {
    embeddings.map { metric.distance(embeddings[index], $0) }
  }

  func print(_ options: Options) throws(ProgramError) -> ExitStatus {
    for skip in skipped {
      StandardStreams.note("\(skip.photo.shown): skipped, \(skip.reason.shown)")
    }
    if embeddings.count < 2 {
      StandardStreams.note("a matrix needs two faces: give photos, or enroll some first")
      return skipped.isEmpty ? .negative : .unusable
    }
    if let path = options.output { try write(to: path) }
    if options.isJSON {
      try printJSON()
    } else if options.isCSV {
      try printCSV()
    } else if options.output == nil {
      try printTable()
    }
    return skipped.isEmpty ? .done : .unusable
  }

  private func write(to path: String) throws(ProgramError) {
    let values = embeddings.indices.flatMap(row)
    let count = embeddings.count
    try WrittenFile.write(NumPyFile.bytes(rows: count, columns: count, values: values), to: path)
  }

  /// Row by row, since the matrix of a large gallery need not fit into memory.
  private func printJSON() throws(ProgramError) {
    let names = try StandardStreams.encoded(labels)
    var line = "{\"labels\":\(names),\"metric\":\"\(metric.rawValue)\",\"distances\":["
    for index in embeddings.indices {
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
    let width = String(embeddings.count).count
    func number(_ index: Int, _ width: Int) -> String {
      let text = String(index + 1)
      return String(repeating: " ", count: max(0, width - text.count)) + text
    }
    let heading = embeddings.indices.map { number($0, 5) }.joined(separator: "  ")
    try StandardStreams.result(String(repeating: " ", count: width) + "  " + heading)
    for (index, label) in labels.enumerated() {
      let cells = row(index).map { $0.rounded(decimals: 3) }.joined(separator: "  ")
      try StandardStreams.result("\(number(index, width))  \(cells)  \(label.shown)")
    }
  }
}
