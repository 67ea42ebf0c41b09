import Testing

@testable import Imaging

@Suite struct DecodingTests {
  @Test(arguments: Fixture.png)
  func pngIsWhatPillowReads(_ fixture: Fixture) throws {
    let photo = try Image.load(path: fixture.path)
    #expect(photo.format == .png)
    #expect(photo.image.pixels == (try fixture.expected))
  }

  /// Pillow brings its own build of libjpeg-turbo, whose upsampling may differ by a level.
  @Test(arguments: Fixture.jpeg + Fixture.turned)
  func jpegIsWhatPillowReads(_ fixture: Fixture) throws {
    let photo = try Image.load(path: fixture.path)
    #expect(photo.format == .jpeg)
    #expect(largestDifference(photo.image.pixels, try fixture.expected) <= 1)
  }

  @Test(arguments: Fixture.pnm)
  func pnmIsWhatPillowReads(_ fixture: Fixture) throws {
    #expect(try Image.load(path: fixture.path).image.pixels == (try fixture.expected))
  }

  @Test func orientationSwapsTheSidesOfThePhoto() throws {
    for (index, fixture) in Fixture.turned.enumerated() {
      let photo = try Image.load(path: fixture.path)
      let isTall = index >= 4
      #expect(photo.width == (isTall ? 23 : 37))
      #expect(photo.image.width == photo.width && photo.image.height == photo.height)
    }
  }

  @Test func plainGreysScaleFromTheirMaximum() throws {
    let photo = try Photo(bytes: Array("P2 # a comment\n3 # another\n1\n1000\n0 500\n1000".utf8))
    #expect(photo.image.pixels == [0, 0, 0, 128, 128, 128, 255, 255, 255])
  }

  @Test func plainColoursAreRead() throws {
    let photo = try Photo(bytes: Array("P3\n1 2\n255\n1 2 3\n#x\n4 5 6\n".utf8))
    #expect(photo.image == Image(width: 1, height: 2, pixels: [1, 2, 3, 4, 5, 6]))
  }

  @Test func binarySamplesOfTwoBytesKeepTheirRoundedHighByte() throws {
    let header = Array("P6 1 1 65535\n".utf8)
    let photo = try Photo(bytes: header + [0x80, 0x00, 0xFF, 0xFF, 0x00, 0x81])
    #expect(photo.image.pixels == [128, 255, 1])
  }

  @Test func aJPEGFarLargerThanNeededIsDecodedReduced() throws {
    let bytes = try Fixture("baseline.jpg").bytes
    let photo = try Photo(bytes: bytes, options: DecodingOptions(longestSideAtLeast: 9))
    #expect(photo.denominator == 4)
    #expect(photo.image.width == 10 && photo.image.height == 6)
    #expect(photo.width == 37 && photo.height == 23)
    let whole = PixelRegion(left: 0, top: 0, width: 9, height: 5)
    let means = try Photo(bytes: bytes).image
      .cropped(to: PixelRegion(left: 0, top: 0, width: 36, height: 20)).averaged(
        width: 9, height: 5)
    #expect(largestDifference(photo.image.cropped(to: whole).pixels, means.pixels) <= 20)
  }

  @Test func theHashIsThatOfTheFile() throws {
    let photo = try Photo(bytes: Array("P2 1 1 1\n1".utf8))
    #expect(photo.contentHash == SHA256.hexadecimal(of: Array("P2 1 1 1\n1".utf8)))
  }
}

@Suite struct EncodingTests {
  @Test(arguments: [1, 3, 9])
  func aPNGReadsBackToTheBit(level: Int) throws {
    let image = try Image.load(path: Fixture("rgb.png").path).image
    #expect(try Photo(bytes: image.encodedPNG(level: level)).image == image)
  }

  @Test func aPPMReadsBackToTheBit() throws {
    let image = try Image.load(path: Fixture("rgb.png").path).image
    #expect(try Photo(bytes: image.encodedPPM()).image == image)
  }

  @Test func aJPEGIsLargerAndNearerTheBetterItIs() throws {
    let image = try Image.load(path: Fixture("rgb.png").path).image
    let files = try [5, 50, 100].map { try image.encodedJPEG(quality: $0) }
    #expect(files[0].count < files[1].count && files[1].count < files[2].count)
    let errors = try files.map { try Photo(bytes: $0).image.meanDifference(from: image) }
    #expect(errors[0] > errors[1] && errors[1] > errors[2])
  }

  @Test func aPictureWithoutPixelsCannotBeAPNG() {
    #expect(throws: ImageError.self) { try Image(width: 0, height: 3).encodedPNG() }
    #expect(throws: ImageError.self) { try Image(width: 0, height: 3).encodedJPEG(quality: 90) }
  }
}

/// Vectors of FIPS 180-4's examples (NIST, "SHA256.pdf") and the two lengths around the padding.
@Suite struct SHA256Tests {
  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
    (
      String(repeating: "a", count: 1_000_000),
      "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
    ),
  ])
  func standardVectors(message: String, hash: String) {
    #expect(SHA256.hexadecimal(of: Array(message.utf8)) == hash)
  }
}

extension Image {
  /// Of levels, over all pixels and colours.
  fileprivate func meanDifference(from other: Image) -> Double {
    zip(pixels, other.pixels).reduce(0) { $0 + abs(Double($1.0) - Double($1.1)) }
      / Double(pixels.count)
  }
}
