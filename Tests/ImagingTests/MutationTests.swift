import Foundation
import Testing

@testable import Imaging

/// Ten thousand damaged files for each decoder, from a fixed seed.
@Suite struct MutationTests {
  @Test(arguments: [
    (ImageFormat.png, Fixture.png), (.jpeg, Fixture.jpeg + Fixture.turned), (.pnm, Fixture.pnm),
  ])
  func damagedFilesEndInAnErrorOrAPicture(format: ImageFormat, fixtures: [Fixture]) throws {
    let originals = try fixtures.map { try $0.bytes } + Self.plain(format)
    var random = SplitMix(state: 7)
    var failures = 0
    let options = DecodingOptions(maximumPixels: 1_000_000)
    for round in 0..<10_000 {
      let bytes = Mutation.apply(to: originals[round % originals.count], using: &random)
      let start = ContinuousClock.now
      do throws(ImageError) {
        let photo = try Photo(bytes: bytes, options: options)
        #expect(photo.image.width * photo.image.height <= options.maximumPixels)
      } catch {
        failures += 1
      }
      #expect(ContinuousClock.now - start < .seconds(2), "\(format) in round \(round)")
    }
    #expect(failures > 1000 && failures < 10_000)
  }

  private static func plain(_ format: ImageFormat) -> [[UInt8]] {
    guard format == .pnm else { return [] }
    return [
      Array("P3\n# c\n4 3\n255\n\((0..<36).map(String.init).joined(separator: " "))\n".utf8),
      Array("P2 4 3 999 \((0..<12).map { String($0 * 80) }.joined(separator: " "))".utf8),
    ]
  }

  @Test func theLibrariesSayNothing() throws {
    let heard = try standardError {
      var random = SplitMix(state: 11)
      let originals = try (Fixture.png + Fixture.jpeg).map { try $0.bytes }
      for round in 0..<500 {
        let bytes = Mutation.apply(to: originals[round % originals.count], using: &random)
        _ = try? Photo(bytes: bytes, options: DecodingOptions(maximumPixels: 1_000_000))
      }
    }
    for word in ["libpng", "JPEG", "Corrupt", "Premature"] { #expect(!heard.contains(word)) }
  }

  /// What the process writes to its standard error meanwhile.
  private func standardError(during body: () throws -> Void) throws -> String {
    let path = NSTemporaryDirectory() + "likeness-stderr-\(getpid())"
    defer { unlink(path) }
    let kept = dup(2)
    let file = open(path, O_CREAT | O_WRONLY | O_TRUNC, 0o600)
    dup2(file, 2)
    defer { close(kept) }
    do {
      defer {
        dup2(kept, 2)
        close(file)
      }
      try body()
    }
    return try String(contentsOfFile: path, encoding: .utf8)
  }
}

/// One way to damage a file.
enum Mutation {
  static func apply(
    to original: [UInt8], using random: inout some RandomNumberGenerator
  ) -> [UInt8] {
    var bytes = original
    switch Int.random(in: 0..<5, using: &random) {
    case 0: flipBits(of: &bytes, in: 0..<bytes.count, using: &random)
    case 1: flipBits(of: &bytes, in: 0..<min(64, bytes.count), using: &random)
    case 2: bytes.removeLast(Int.random(in: 1...bytes.count, using: &random))
    case 3: changeLength(of: &bytes, using: &random)
    default:
      let start = Int.random(in: 0..<bytes.count, using: &random)
      let end = Int.random(in: start..<bytes.count, using: &random)
      bytes.insert(contentsOf: bytes[start...end], at: end)
    }
    return bytes
  }

  private static func flipBits(
    of bytes: inout [UInt8], in range: Range<Int>, using random: inout some RandomNumberGenerator
  ) {
    for _ in 0..<Int.random(in: 1...8, using: &random) {
      bytes[Int.random(in: range, using: &random)] ^= 1 << UInt8.random(in: 0..<8, using: &random)
    }
  }

  /// Puts an extreme number where a length may stand.
  private static func changeLength(
    of bytes: inout [UInt8], using random: inout some RandomNumberGenerator
  ) {
    let extremes: [[UInt8]] = [
      [0, 0], [0xFF, 0xFF], [0, 0, 0, 0], [0x7F, 0xFF, 0xFF, 0xFF], [0xFF, 0xFF, 0xFF, 0xFF],
      [0x39],
    ]
    let length = extremes.randomElement(using: &random) ?? []
    guard bytes.count > length.count else { return }
    let start = Int.random(in: 0...(bytes.count - length.count), using: &random)
    bytes.replaceSubrange(start..<(start + length.count), with: length)
  }
}

/// Steele, Lea and Flood 2014: a small generator with a fixed sequence for each state.
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
