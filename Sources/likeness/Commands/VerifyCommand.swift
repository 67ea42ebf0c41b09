import Faces
import Gallery
import Imaging
import Laboratory
import Verification

extension Command {
  static let verify = Command(
    name: "verify",
    usages: ["verify A B"],
    summary: "say whether two photos or people are the same person",
    details: [
      "A and B are photos, or people of the gallery; a name that is also a file is the file. Of",
      "several faces in a photo the main one is compared. A person stands for the mean of the",
      "embeddings of all his or her faces. The same person when the distance is below the threshold:",
      "--threshold, else the gallery's for this model and metric, else the model's own.",
    ],
    examples: [
      "likeness verify a.jpg b.jpg", "likeness verify 'Ann Veneman' probe.jpg --json",
    ],
    arguments: 2...2,
    run: { invocation throws(ProgramError) in
      try VerifyReport(session: Session(invocation.options)).run(invocation[0], invocation[1])
    })
}

/// Comparing two photos or people.
struct VerifyReport: Sendable {
  let session: Session

  func run(_ a: String, _ b: String) throws(ProgramError) -> ExitStatus {
    let threshold = try session.threshold()
    let pipeline = try session.pipeline()
    let first = try embedding(of: a, with: pipeline)
    let second = try embedding(of: b, with: pipeline)
    let distance = session.metric.distance(first, second)
    let line = VerifyLine(
      a: a, b: b, model: session.model.name, metric: session.metric, distance: distance,
      threshold: threshold.value, same: Double(distance) < threshold.value)
    if session.options.isJSON {
      try StandardStreams.json(line)
    } else {
      for text in line.text(source: threshold.source) { try StandardStreams.result(text) }
    }
    return line.same ? .done : .negative
  }

  private func embedding(
    of name: String, with pipeline: Pipeline
  ) throws(ProgramError) -> [Float] {
    if PhotoFolder.isFolder(name) == false { return try embedding(ofPhoto: name, with: pipeline) }
    return try embedding(ofPerson: name, with: pipeline)
  }

  private func embedding(
    ofPhoto photo: String, with pipeline: Pipeline
  ) throws(ProgramError) -> [Float] {
    let faces = try ProgramError.inFaces { () throws(FaceError) in
      try pipeline.faces(inPhoto: photo)
    }
    guard let face = faces.first else { throw .noFace(photo: photo) }
    if faces.count > 1 {
      let box = FaceLine(face, embedding: nil).boxText
      StandardStreams.note("\(photo.shown): \(faces.count) faces; comparing the one of \(box)")
    }
    return try ProgramError.inFaces { () throws(FaceError) in
      try pipeline.embed([face.crop])
    }[0]
  }

  /// The mean of the person's embeddings; faces that the model has not seen yet are embedded from
  /// their pictures.
  private func embedding(
    ofPerson name: String, with pipeline: Pipeline
  ) throws(ProgramError) -> [Float] {
    let (gallery, person) = try person(named: name)
    let embeddings = try ProgramError.inGallery { () throws(GalleryError) in
      try gallery.embeddings(model: session.model.fingerprint)
    }
    var vectors: [[Float]] = []
    for index in 0..<embeddings.count where embeddings.people[index] == person.id {
      vectors.append(Array(embeddings[index]))
    }
    let known = Set(embeddings.faces)
    let missing = try ProgramError.inGallery { () throws(GalleryError) in
      var crops: [FaceCrop] = []
      for face in try gallery.faces(of: person.id) where !known.contains(face.id) {
        crops.append(try gallery.crop(of: face.id))
      }
      return crops
    }
    vectors += try ProgramError.inFaces { () throws(FaceError) in try pipeline.embed(missing) }
    return Self.mean(of: vectors)
  }

  private func person(named name: String) throws(ProgramError) -> (Gallery, Person) {
    do throws(GalleryError) {
      let gallery = try Gallery(path: session.galleryPath, mode: .read)
      return (gallery, try gallery.person(named: name))
    } catch .missing, .unknownPerson, .invalidName {
      throw .nothing(named: name, gallery: session.galleryPath)
    } catch {
      throw .gallery(error)
    }
  }

  /// - Precondition: there is a vector, and all have one length.
  static func mean(of vectors: [[Float]]) -> [Float] {
    var sums = vectors[0].map(Double.init)
    for vector in vectors.dropFirst() {
      for (index, value) in vector.enumerated() { sums[index] += Double(value) }
    }
    return sums.map { Float($0 / Double(vectors.count)) }
  }
}

/// A comparison, as JSON.
struct VerifyLine: Encodable, Sendable {
  let a: String
  let b: String
  let model: String
  let metric: Metric
  let distance: Float
  let threshold: Double
  let same: Bool

  /// The verdict and its reasons, for people.
  func text(source: String) -> [String] {
    var table = TextTable(.left, .right, .left)
    table.rows = [
      ["distance", distance.rounded(decimals: 4), "\(metric.rawValue), \(model)"],
      ["threshold", threshold.rounded(decimals: 4), source.shown],
      ["margin", (threshold - Double(distance)).rounded(decimals: 4), ""],
    ]
    return [same ? "SAME PERSON" : "DIFFERENT PEOPLE"] + table.lines.map { "  " + $0 }
  }
}

extension Pipeline {
  /// Reads a photo and finds its faces, the main one first.
  func faces(inPhoto path: String) throws(FaceError) -> [Face] {
    let photo: Photo
    do throws(ImageError) {
      photo = try Image.load(path: path, options: Pipeline.decoding)
    } catch {
      throw .image(error)
    }
    return try faces(in: photo)
  }
}
