import Foundation
import Testing

@testable import Imaging

/// A picture of the Fixtures folder; `Fixtures/make.py` makes them and says where they come from.
struct Fixture: CustomTestStringConvertible {
  let name: String

  init(_ name: String) { self.name = name }

  var testDescription: String { name }

  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Fixtures")

  var path: String { Self.folder.appendingPathComponent(name).path }

  var bytes: [UInt8] {
    get throws { [UInt8](try Data(contentsOf: URL(fileURLWithPath: path))) }
  }

  /// What Pillow reads from the file.
  var expected: [UInt8] {
    get throws {
      let stem = (name as NSString).deletingPathExtension
      return try Fixture(stem + ".rgb").bytes
    }
  }

  static let png = [
    "rgb", "palette", "grey", "bilevel", "alpha", "greyalpha", "transparent", "deep", "deepgrey",
    "interlaced", "turned",
  ].map { Fixture($0 + ".png") }

  static let jpeg =
    ["baseline", "progressive", "fine", "restarts", "greyjpeg", "cmyk"].map { Fixture($0 + ".jpg") }

  static let turned = (1...8).map { Fixture("exif\($0).jpg") }

  static let pnm = ["binary.ppm", "greymap.pgm"].map(Fixture.init)
}

/// The largest difference between two runs of samples; 256 when their lengths differ.
func largestDifference(_ a: [UInt8], _ b: [UInt8]) -> Int {
  guard a.count == b.count else { return 256 }
  return zip(a, b).map { abs(Int($0) - Int($1)) }.max() ?? 0
}
