import Foundation
import Testing

@testable import Imaging

@Suite struct ImageErrorTests {
  private func error(_ bytes: [UInt8], options: DecodingOptions = DecodingOptions()) -> ImageError?
  {
    do throws(ImageError) {
      _ = try Photo(bytes: bytes, options: options)
      return nil
    } catch {
      return error
    }
  }

  @Test func nothingAndNonsenseAreNamed() {
    #expect(error([]) == .empty)
    #expect(error(Array("GIF89a..".utf8)) == .unknownFormat(firstBytes: Array("GIF89a..".utf8)))
  }

  @Test(arguments: Fixture.jpeg + Fixture.png)
  func aHalfFileIsTruncated(_ fixture: Fixture) throws {
    let bytes = try fixture.bytes
    for share in [0.5, 0.7, 0.9] {
      let half = Array(bytes.prefix(Int(Double(bytes.count) * share)))
      let format = try #require(ImageFormat(signatureOf: bytes))
      #expect(error(half) == .truncated(format), "\(fixture.name) cut to \(share)")
    }
  }

  @Test(arguments: [
    ("P6 2 2 255\n", 11), ("P2 2 2 255\n1 2 3", 0), ("P5 2", 0), ("P2 2 2 255 1 2 3 ", 0),
  ])
  func aShortPNMIsTruncated(header: String, samples: Int) {
    #expect(error(Array(header.utf8) + [UInt8](repeating: 7, count: samples)) == .truncated(.pnm))
  }

  @Test(arguments: [
    "P2 2 2 0 1 2 3 4", "P2 1 1 7 8", "P2 x 2 7 1 1", "P2 1 1 70000 1", "P5 0 1 7 ",
  ])
  func aContradictoryPNMIsDamaged(text: String) {
    guard case .damaged(.pnm, _) = error(Array(text.utf8)) else {
      Issue.record("\(text) gave \(String(describing: error(Array(text.utf8))))")
      return
    }
  }

  @Test(arguments: [Fixture("rgb.png"), Fixture("baseline.jpg"), Fixture("binary.ppm")])
  func theCapOnPixelsComesFirst(_ fixture: Fixture) throws {
    let options = DecodingOptions(maximumPixels: 850)
    #expect(
      error(try fixture.bytes, options: options)
        == .tooManyPixels(width: 37, height: 23, maximum: 850))
    #expect(error(try fixture.bytes, options: DecodingOptions(maximumPixels: 851)) == nil)
  }

  @Test func aSmallPNGThatClaimsAHugePictureIsRefused() throws {
    var bytes = try Fixture("rgb.png").bytes
    bytes.replaceSubrange(16..<24, with: [0, 0, 0x27, 0x10, 0, 0, 0x27, 0x10])
    let damaged = error(bytes)
    #expect(damaged != nil)
  }

  @Test func theFileIsNamedWithItsReason() {
    let missing = "/nowhere/photo.jpg"
    #expect(throws: ImageError.inFile(path: missing, .unreadable(errno: ENOENT))) {
      try Image.load(path: missing)
    }
    #expect(throws: ImageError.inFile(path: "/tmp", .notAFile)) { try Image.load(path: "/tmp") }
    #expect(throws: ImageError.inFile(path: "/dev/zero", .notAFile)) {
      try Image.load(path: "/dev/zero")
    }
    let error = ImageError.inFile(path: missing, .unreadable(errno: ENOENT))
    #expect("\(error)" == "/nowhere/photo.jpg: cannot be read: No such file or directory")
  }
}
