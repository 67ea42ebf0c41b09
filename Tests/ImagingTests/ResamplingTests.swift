import Glibc
import Testing

@testable import Imaging

@Suite struct ResamplingTests {
  /// A white pixel on black becomes the Gaussian, which keeps the light there is.
  @Test func blurIsTheGaussian() {
    var image = Image(width: 21, height: 21)
    for channel in 0..<3 { image.pixels[3 * (10 * 21 + 10) + channel] = 255 }
    let blurred = image.blurred(sigma: 1.5)
    for (x, y) in [(10, 10), (11, 10), (10, 12), (13, 13), (7, 9)] {
      let square = Double((x - 10) * (x - 10) + (y - 10) * (y - 10))
      let expected = 255 * exp(-square / 4.5) / (2 * .pi * 2.25)
      #expect(abs(Double(blurred.pixels[3 * (y * 21 + x)]) - expected) <= 1.1, "\(x) \(y)")
    }
    let level = Image(width: 7, height: 3, red: 9, green: 200, blue: 77)
    #expect(level.blurred(sigma: 4) == level)
    #expect(image.blurred(sigma: 0) == image)
  }

  private var random = SplitMix(state: 3)

  private mutating func noise(width: Int, height: Int) -> Image {
    let pixels = (0..<(width * height * 3)).map { _ in UInt8.random(in: 0...255, using: &random) }
    return Image(width: width, height: height, pixels: pixels)
  }

  @Test(arguments: [("shrunk", 13, 9), ("grown", 80, 31)])
  func resizingIsPillowsToTheBit(name: String, width: Int, height: Int) throws {
    let image = try Image.load(path: Fixture(name + ".png").path).image
    #expect(
      image.resized(width: width, height: height).pixels == (try Fixture(name + ".png").expected))
  }

  /// Against the definition of adaptive average pooling, cell by cell.
  @Test(arguments: [(7, 5), (23, 11), (3, 40), (60, 60), (1, 1)])
  mutating func areaAveragingIsTheMeanOfEachCell(columns: Int, rows: Int) {
    let image = noise(width: 41, height: 29)
    let region = PixelRegion(left: 3, top: 2, width: 31, height: 25)
    var planes = [Float](repeating: 0, count: 3 * columns * rows)
    planes.withUnsafeMutableBufferPointer {
      SummedAreaTable(image).average(
        region, columns: columns, rows: rows, scale: 2, shift: -1, into: $0)
    }
    for row in 0..<rows {
      for column in 0..<columns {
        for channel in 0..<3 {
          let mean = mean(image, region, column, columns, row, rows, channel)
          let got = Double(planes[(channel * rows + row) * columns + column])
          #expect(abs(got - (2 * mean - 1)) < 1e-3)
        }
      }
    }
  }

  private func mean(
    _ image: Image, _ region: PixelRegion, _ column: Int, _ columns: Int, _ row: Int, _ rows: Int,
    _ channel: Int
  ) -> Double {
    func cells(_ index: Int, _ count: Int, _ size: Int) -> Range<Int> {
      let start = (Double(index) * Double(size) / Double(count)).rounded(.down)
      let end = (Double(index + 1) * Double(size) / Double(count)).rounded(.up)
      return Int(start)..<Int(end)
    }
    var values: [Double] = []
    for y in cells(row, rows, region.height) {
      for x in cells(column, columns, region.width) {
        let index = ((region.top + y) * image.width + region.left + x) * 3 + channel
        values.append(Double(image.pixels[index]))
      }
    }
    return values.reduce(0, +) / Double(values.count)
  }

  @Test(arguments: [2, 3, 7])
  mutating func reducingIsTheRoundedMeanOfBlocks(divisor: Int) {
    let image = noise(width: 29, height: 22)
    let reduced = image.reduced(by: divisor)
    #expect(reduced.width == 29 / divisor && reduced.height == 22 / divisor)
    for y in 0..<reduced.height {
      for x in 0..<reduced.width {
        let block = PixelRegion(
          left: x * divisor, top: y * divisor, width: divisor, height: divisor)
        let reds = stride(from: 0, to: 3 * divisor * divisor, by: 3)
          .map { Double(image.cropped(to: block).pixels[$0]) }
        let mean = reds.reduce(0, +) / Double(reds.count)
        #expect(reduced.pixels[3 * (y * reduced.width + x)] == UInt8(mean + 0.5))
      }
    }
  }

  @Test mutating func croppingBeyondThePictureIsBlackThere() {
    let image = noise(width: 5, height: 4)
    let crop = image.cropped(to: PixelRegion(left: -2, top: -1, width: 9, height: 7))
    for y in 0..<7 {
      for x in 0..<9 {
        let inside = (2..<7).contains(x) && (1..<5).contains(y)
        for channel in 0..<3 {
          let expected = inside ? image.pixels[((y - 1) * 5 + x - 2) * 3 + channel] : 0
          #expect(crop.pixels[(y * 9 + x) * 3 + channel] == expected)
        }
      }
    }
    let outside = image.cropped(to: PixelRegion(left: 9, top: 9, width: 2, height: 2))
    #expect(outside == Image(width: 2, height: 2))
  }

  @Test mutating func warpingByAShiftOfHalfAPixelAveragesNeighbours() {
    let image = noise(width: 6, height: 5)
    let half = SimilarityTransform(shift: Point(x: 0.5, y: 0)).affine
    let warped = image.warped(width: 6, height: 5, by: half)
    #expect(
      warped.pixels[0] == UInt8((Double(image.pixels[0]) + Double(image.pixels[3])) / 2 + 0.5))
    #expect(warped.pixels[15..<18].allSatisfy { $0 == 0 })
  }

  @Test mutating func mirroringTwiceChangesNothing() {
    let image = noise(width: 7, height: 3)
    #expect(image.mirrored != image)
    #expect(image.mirrored.mirrored == image)
    #expect(Array(image.mirrored.pixels[0..<3]) == Array(image.pixels[18..<21]))
  }
}

@Suite struct SimilarityTransformTests {
  private let points = [
    Point(x: 1, y: 2), Point(x: 7, y: 3), Point(x: 4, y: 9), Point(x: -3, y: 5),
  ]

  @Test func aKnownTransformIsRecovered() throws {
    let known = SimilarityTransform(a: 1.2, b: -0.7, shift: Point(x: 11, y: -4))
    let found = try #require(SimilarityTransform(from: points, to: points.map { known($0) }))
    #expect(abs(found.a - known.a) < 1e-12 && abs(found.b - known.b) < 1e-12)
    #expect(found.shift.distance(to: known.shift) < 1e-12)
    #expect(abs(found.scale - (1.2 * 1.2 + 0.7 * 0.7).squareRoot()) < 1e-12)
    #expect(found.affine(points[2]).distance(to: found(points[2])) < 1e-12)
  }

  /// No small change of the transform may fit noisy points better.
  @Test func theFitIsTheLeastSquaresOne() throws {
    let targets = [Point(x: 2, y: 1), Point(x: 5, y: 8), Point(x: -1, y: 6), Point(x: 0, y: -2)]
    let best = try #require(SimilarityTransform(from: points, to: targets))
    let changes = [(1e-3, 0.0, 0.0, 0.0), (0, 1e-3, 0, 0), (0, 0, 1e-3, 0), (0, 0, 0, 1e-3)]
    let opposite = changes.map { (-$0.0, -$0.1, -$0.2, -$0.3) }
    for (a, b, x, y) in changes + opposite {
      var other = best
      other.a += a
      other.b += b
      other.shift = Point(x: best.shift.x + x, y: best.shift.y + y)
      #expect(residual(other, targets) > residual(best, targets))
    }
  }

  private func residual(_ transform: SimilarityTransform, _ targets: [Point]) -> Double {
    zip(points, targets).reduce(0) {
      let distance = transform($1.0).distance(to: $1.1)
      return $0 + distance * distance
    }
  }

  @Test func coincidingPointsHaveNoTransform() {
    let same = [Point](repeating: Point(x: 1, y: 1), count: 3)
    #expect(SimilarityTransform(from: same, to: Array(points[0..<3])) == nil)
    #expect(SimilarityTransform(from: [], to: []) == nil)
  }
}
