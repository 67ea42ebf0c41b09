import Faces
import Foundation
import Imaging

@testable import Gallery

/// A small generator with a seed, so that every run sees the same numbers.
struct SplitMix64: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

/// A folder that is removed with the last reference to it.
final class TemporaryFolder {
  let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory.appending(path: "likeness-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  func path(_ name: String) -> String { url.appending(path: name).path }
}

let noon = Date(timeIntervalSince1970: 1_750_000_000)
let model = ModelRecord(fingerprint: "f00d", name: "test-net", dimension: 4)

func photo(_ number: Int) -> PhotoRecord {
  PhotoRecord(hash: "hash\(number)", path: "/photos/\(number).jpg", width: 250, height: 200)
}

/// A face whose numbers all follow from `seed`.
func newFace(_ person: String, seed: Int, side: Int = 6) -> NewFace {
  var random = SplitMix64(state: UInt64(seed))
  func number() -> Double { Double.random(in: 0...200, using: &random) }
  func detection() -> Detection {
    let points = (0..<5).map { _ in Point(x: number(), y: number()) }
    return Detection(
      box: Rectangle(left: number(), top: number(), right: number(), bottom: number()),
      score: Float.random(in: 0...1, using: &random),
      landmarks: Landmarks(
        leftEye: points[0], rightEye: points[1], nose: points[2], leftMouth: points[3],
        rightMouth: points[4]))
  }
  let pixels = (0..<(side * side * 3)).map { _ in UInt8.random(in: 0...255, using: &random) }
  return NewFace(
    person: person, detection: detection(),
    quality: Quality(
      size: number(), sharpness: number(), brightness: number(), contrast: number(),
      yaw: number(), pitch: number(), roll: number()),
    crop: FaceCrop(
      image: Image(width: side, height: side, pixels: pixels), detection: detection()),
    embedding: (0..<4).map { _ in Float.random(in: -1...1, using: &random) })
}

extension Gallery {
  /// Enrolls one photo with one face for each name.
  @discardableResult
  func add(_ number: Int, _ names: String...) throws -> [FaceRecord.ID] {
    var batch = EnrollmentBatch(source: "test", at: noon)
    return try add(number, names, in: &batch)
  }

  @discardableResult
  func add(
    _ number: Int, _ names: [String], in batch: inout EnrollmentBatch
  ) throws -> [FaceRecord.ID] {
    let faces = names.enumerated().map { newFace($0.element, seed: number * 100 + $0.offset) }
    switch try enroll(photo(number), faces: faces, model: model, in: &batch) {
    case .enrolled(let ids): return ids
    case .alreadyEnrolled: return []
    }
  }

  /// Every column of every row that edits touch, to the byte.
  func dump() throws -> [String] {
    var lines: [String] = []
    for table in ["person", "photo", "face", "crop", "embedding", "mark"] {
      let columns = try database.rows("SELECT name FROM pragma_table_info('\(table)')") {
        "quote(\($0.text(0)))"
      }
      let joined = columns.joined(separator: " || ' ' || ")
      lines += try database.rows("SELECT \(joined) FROM \(table) ORDER BY 1") {
        "\(table) \($0.text(0))"
      }
    }
    return lines
  }

  /// Who has which faces, as people see it.
  func summary() throws -> [String: [Int64]] {
    var summary: [String: [Int64]] = [:]
    for person in try people() {
      summary[person.name] = try faces(of: person.id).map(\.id.rawValue)
    }
    return summary
  }
}
