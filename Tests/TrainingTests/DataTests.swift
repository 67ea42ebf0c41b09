import Foundation
import Imaging
import Networks
import Tensors
import Testing
import Verification

@testable import Training

@Suite struct DataTests {
  static let network = Network(
    "none", input: Shape(channels: 3, height: 4, width: 5),
    normalisation: Normalisation(mean: [10, 20, 30], scale: 0.5), outputs: { [$0] })

  static func image(seed: UInt64 = 1, width: Int = 5, height: Int = 4) -> Image {
    var random = SeededGenerator(seed: seed)
    let pixels = (0..<3 * width * height).map { _ in UInt8.random(in: 0...255, using: &random) }
    return Image(width: width, height: height, pixels: pixels)
  }

  @Test func samplesAreNormalisedPlanes() throws {
    let image = Self.image()
    let samples = try [image, image].samples(for: Self.network)
    #expect(samples.dimensions == [2, 3, 4, 5])
    for channel in 0..<3 {
      for place in 0..<20 {
        let level = Float(image.pixels[3 * place + channel])
        let expected = (level - Float(10 * (channel + 1))) * 0.5
        #expect(samples.values[60 + channel * 20 + place] == expected)
      }
    }
  }

  @Test func halfOfThePhotosAreMirrored() throws {
    var augmentation = Augmentation.none
    augmentation.mirrors = true
    let image = Self.image()
    var random = SeededGenerator(seed: 3)
    let images = Array(repeating: image, count: 400)
    let samples = try images.samples(for: Self.network, augmentation, using: &random)
    let plain = try [image].samples(for: Self.network).values
    let mirrored: [Float] = (0..<60).map { (place: Int) -> Float in
      let start = place / 5 * 5
      return plain[start + 4 - place % 5]
    }
    var count = 0
    for index in 0..<400 {
      let values = Array(samples.values[index * 60..<(index + 1) * 60])
      let isMirrored = zip(values, mirrored).allSatisfy { abs($0 - $1) < 1e-3 }
      let isPlain = zip(values, plain).allSatisfy { abs($0 - $1) < 1e-3 }
      #expect(isMirrored || isPlain)
      count += isMirrored ? 1 : 0
    }
    #expect((150...250).contains(count))
  }

  /// Points stay where they are or at their distance from the middle, and turn either way.
  @Test func turnsAreAboutTheMiddle() {
    var augmentation = Augmentation.none
    augmentation.turn = 90
    var random = SeededGenerator(seed: 1)
    var angles: [Double] = []
    for _ in 0..<40 {
      let draw = augmentation.draw(width: 5, height: 5, using: &random)
      let middle = draw.transform(Point(x: 2, y: 2))
      #expect(abs(middle.x - 2) < 1e-9 && abs(middle.y - 2) < 1e-9)
      let corner = draw.transform(Point(x: 4, y: 2))
      let radius = (corner.x - 2) * (corner.x - 2) + (corner.y - 2) * (corner.y - 2)
      #expect(abs(radius - 4) < 1e-9)
      angles.append(atan2(corner.y - 2, corner.x - 2) * 180 / .pi)
    }
    #expect(angles.allSatisfy { abs($0) <= 90 + 1e-9 })
    #expect(angles.contains { $0 > 60 } && angles.contains { $0 < -60 })
    #expect(angles.contains { abs($0) < 30 })
  }

  @Test func changesStayWithinTheirLimits() {
    let augmentation = Augmentation()
    var random = SeededGenerator(seed: 2)
    var widest = (shift: 0.0, zoom: 0.0)
    for _ in 0..<500 {
      let draw = augmentation.draw(width: 101, height: 101, using: &random)
      let middle = draw.transform(Point(x: 50, y: 50))
      let transform = draw.transform
      let size = (transform.xx * transform.xx + transform.yx * transform.yx).squareRoot()
      widest.shift = max(widest.shift, abs(middle.x - 50))
      widest.zoom = max(widest.zoom, abs(size - 1))
      #expect(abs(draw.contrast - 1) <= 0.4 && abs(draw.brightness) <= 25.5)
    }
    #expect(widest.shift > 9 && widest.shift <= 0.1 * 101 + 1e-9)
    #expect(widest.zoom > 0.18 && widest.zoom <= 0.2 + 1e-9)
  }

  /// Quality and blur are drawn from their ranges, and both show in the samples.
  @Test func photosAreBlurredAndCompressedWhenAsked() throws {
    var random = SeededGenerator(seed: 2)
    let usual = Augmentation().draw(width: 9, height: 9, using: &random)
    #expect(usual.blur == 0 && usual.jpegQuality == nil)
    let draws = (0..<300).map { _ in
      Augmentation.strong.draw(width: 9, height: 9, using: &random)
    }
    let (blurs, qualities) = (draws.map(\.blur), draws.compactMap(\.jpegQuality))
    #expect(qualities.count == 300 && Set(qualities).count > 50)
    #expect(qualities.allSatisfy((30...95).contains) && blurs.allSatisfy((0...1).contains))
    #expect((blurs.max() ?? 0) > 0.9 && (blurs.min() ?? 1) < 0.1)
    let image = Self.image()
    let plain = try [image].samples(for: Self.network).values
    for change in [
      { (augmentation: inout Augmentation) in augmentation.blur = 1 },
      { $0.jpeg = 10...11 },
    ] {
      var augmentation = Augmentation.none
      change(&augmentation)
      let changed = try [image].samples(for: Self.network, augmentation, using: &random).values
      #expect(zip(changed, plain).contains { abs($0 - $1) > 2 })
    }
  }

  @Test func peopleAreHeldOutByNaturalOrder() {
    let names = ["s1", "s10", "s11", "s2", "s9", "Ann", "s02"]
    let image = Self.image()
    let photos = LabelledPhotos(
      names: names, people: Array(names.indices) + [0],
      images: Array(repeating: image, count: 8))
    let (own, others) = photos.holdingOut(3)
    #expect(Set(others.people.map { names[$0] }) == ["s9", "s10", "s11"])
    #expect(own.people.count == 5 && own.peopleCount == 4)
    #expect(Set(own.people).isDisjoint(with: others.people))
    #expect(photos.holdingOut(0).heldOut.count == 0)
  }
}

@Suite struct DiagnosisTests {
  static func report(
    loss: Double = 0.2, active: Int = 5, mated: Double = 0.5, nonMated: Double = 1.5
  ) -> StepReport {
    let embeddings = Tensor(dimensions: [4, 1], values: [0, 1, 3, 0.5])
    let batch = BatchDistances(embeddings, people: [0, 0, 1, 1])
    let near = Triplet(anchor: 0, positive: 1, negative: 3)
    let figures = MiningFigures([near], in: batch, active: active)
    return StepReport(
      step: 1, loss: loss, mining: figures, meanMated: mated, meanNonMated: nonMated,
      gradientNorm: 1, rate: 0.1, photos: 4)
  }

  @Test func saysWhatIsWrong() {
    #expect(Diagnosis([Self.report()]) == nil)
    #expect(Diagnosis([]) == nil)
    let collapsed = Self.report(mated: 0.001, nonMated: 0.001)
    #expect(Diagnosis([collapsed, collapsed]) == .collapsed)
    #expect(Diagnosis([Self.report(), collapsed]) == nil)
    let idle = Self.report(loss: 0, active: 0)
    #expect(Diagnosis([idle, idle]) == .noActiveTriplets)
    #expect(Diagnosis([Self.report(), idle]) == nil)
  }
}
