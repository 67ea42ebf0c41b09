import Gallery
import Laboratory

/// How commands name the faces of a gallery: the photo and the number of the face in it.
struct FaceLabels: Sendable {
  /// In the order of enrollment.
  private let faces: [(id: FaceRecord.ID, label: String)]
  private let byFace: [FaceRecord.ID: String]

  init(_ records: [FaceRecord]) {
    var seen: [String: Int] = [:]
    faces = records.map { face in
      seen[face.photo.hash, default: 0] += 1
      return (face.id, "\(face.photo.path)#\(seen[face.photo.hash] ?? 1)")
    }
    byFace = Dictionary(faces.map { ($0.id, $0.label) }) { first, _ in first }
  }

  subscript(face: FaceRecord.ID) -> String { byFace[face] ?? "" }

  /// The face with a label. The end of the photo's path will do, and the number may be left out of a
  /// photo with one face.
  /// - Throws: `nothing` where no face has it, `severalFaces` where several do.
  func face(named name: String, in gallery: String) throws(ProgramError) -> FaceRecord.ID {
    let found =
      matches { $0 == name } ?? matches { $0.hasSuffix("/" + name) }
      ?? matches { label in
        label.lastIndex(of: "#").map { label[..<$0] == name || label[..<$0].hasSuffix("/" + name) }
          ?? false
      }
    guard let found else { throw .noSuchFace(name, gallery: gallery) }
    if found.count > 1 { throw .severalFaces(name, labels: found.map(\.label)) }
    return found[0].id
  }

  private func matches(_ holds: (String) -> Bool) -> [(id: FaceRecord.ID, label: String)]? {
    let found = faces.filter { holds($0.label) }
    return found.isEmpty ? nil : found
  }
}
