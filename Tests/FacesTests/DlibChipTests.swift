import Imaging
import Testing

@testable import Faces

/// Against dlib 20.0.1: SHA-256 of the pixels of `dlib.get_face_chip(image, points, 150, 0.25)`.
@Suite struct DlibChipTests {
  /// A picture by formula: red, green and blue k = 0, 1, 2 are (x²/7 + 3y + xy/5 + 31k) mod 256.
  private static let pattern: Image = {
    var image = Image(width: 700, height: 600)
    for y in 0..<600 {
      for x in 0..<700 {
        for k in 0..<3 {
          let value = x * x / 7 + 3 * y + x * y / 5 + 31 * k
          image.pixels[3 * (y * 700 + x) + k] = UInt8(value % 256)
        }
      }
    }
    return image
  }()

  /// Points as scale and shift of one face: whole, leaving the picture, halved once, and twice.
  @Test(arguments: [
    (1, 100, 90, "9b294738ff9e6eb6e524dbff1e53ad75c167305be2b0489b440400fd7e8037ba"),
    (1, -20, -5, "cb498ca3033ee656974e3ef97a48026f768cb1c6edd9895209a77dceaec8e74e"),
    (3, 200, 150, "cb0f8b5d2e85001ba10887ead54b93beb0a0533c3a3b305aaf2b699d889fdb4e"),
    (6, 250, 200, "448aa46caadee653ad69579a3801bbed3ad8dc0e153fd76cfb5c85ed45d627b5"),
    (6, 520, 300, "2b68cb3936c81abea5c843d5677ab6f9ae022b88ae296833d2cbc62ddfc388dc"),
  ])
  func chipsAreDlibsToTheBit(scale: Int, x: Int, y: Int, hash: String) throws {
    let points = [(56, 20), (39, 18), (-5, 12), (13, 14), (27, 43)].map {
      Point(x: Double($0.0 * scale + x), y: Double($0.1 * scale + y))
    }
    let chip = try #require(DlibChip(fivePoints: points)).cut(from: Self.pattern)
    #expect(SHA256.hexadecimal(of: chip.pixels) == hash)
  }

  /// dlib's own answer for a photo, as rectangle and turn.
  @Test func theSquareIsDlibs() throws {
    let points = [(156, 115), (140, 116), (92, 117), (110, 117), (128, 150)].map {
      Point(x: Double($0.0), y: Double($0.1))
    }
    let chip = try #require(DlibChip(fivePoints: points))
    #expect(abs(chip.square.left - 62.43715) < 1e-4 && abs(chip.square.top - 75.53395) < 1e-4)
    #expect(abs(chip.square.right - 191.45238) < 1e-4 && abs(chip.square.bottom - 204.54917) < 1e-4)
    #expect(abs(chip.angle - -0.0518139) < 1e-6)
  }

  @Test func coincidingPointsGiveNoChip() {
    #expect(DlibChip(fivePoints: [Point](repeating: Point(x: 3, y: 3), count: 5)) == nil)
  }
}
