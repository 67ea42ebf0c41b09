import Foundation
import Testing
import Verification

@testable import Laboratory

/// Axes that keep still from frame to frame.
@Suite struct StablePlaneTests {
  private func set(_ seed: UInt64, count: Int = 60, dimension: Int = 16, spread: [Double] = [3, 2])
    -> EmbeddingSet
  {
    var random = SplitMix(state: seed)
    func number() -> Double { Double(random.next() >> 11) / 0x1p53 - 0.5 }
    let values = (0..<count * dimension).map { index in
      Float(number() * (index % dimension < spread.count ? spread[index % dimension] : 0.3))
    }
    return EmbeddingSet(people: Array(0..<count), dimension: dimension, values: values)
  }

  private func turned(_ set: EmbeddingSet, by angle: Double, mirrored: Bool) -> EmbeddingSet {
    var values: [Float] = []
    for row in 0..<set.count {
      var vector = set[row].map(Double.init)
      let (x, y) = (vector[0], mirrored ? -vector[1] : vector[1])
      vector[0] = cos(angle) * x - sin(angle) * y
      vector[1] = sin(angle) * x + cos(angle) * y
      values += vector.map { Float($0) }
    }
    return EmbeddingSet(people: set.people, dimension: set.dimension, values: values)
  }

  private func largestMove(_ a: [PlanePoint], _ b: [PlanePoint]) -> Float {
    zip(a, b).map { ($0 - $1 as PlanePoint).squared }.max().map { $0.squareRoot() } ?? 0
  }

  /// A set that stays keeps its picture, whatever signs its components come with.
  @Test(arguments: [1, 2, 3] as [UInt64]) func aSetThatStaysStandsStill(_ seed: UInt64) {
    var plane = StablePlane()
    let set = set(seed)
    let first = plane.place(set)
    for _ in 0..<5 { #expect(largestMove(plane.place(set), first) < 1e-3) }
  }

  /// Axes of any turn and sign within the same plane are brought back to the old ones.
  @Test(arguments: [0.0, 0.4, 1.9, 3.1, -2.5], [false, true])
  func axesInTheSamePlaneAreTurnedBack(_ angle: Double, _ isMirrored: Bool) {
    let old: [[Double]] = [[1, 0, 0, 0], [0, 1, 0, 0]]
    let sign: Double = isMirrored ? -1 : 1
    let new = [
      [cos(angle), sin(angle), 0, 0], [-sign * sin(angle), sign * cos(angle), 0, 0],
    ]
    let turned = StablePlane.turn(new, towards: old)
    for (axis, wanted) in zip(turned, old) {
      #expect(zip(axis, wanted).allSatisfy { abs($0 - $1) < 1e-12 })
    }
  }

  /// No turn or mirroring of the new axes lies nearer to the old ones, against all of them tried.
  @Test(arguments: [4, 5, 6, 7] as [UInt64]) func theTurnIsTheBest(_ seed: UInt64) throws {
    let old = try #require(PrincipalComponents(set(seed))).directions
    let new = try #require(PrincipalComponents(set(seed &+ 100, spread: [1, 2, 2]))).directions
    func likeness(_ axes: [[Double]]) -> Double {
      zip(axes, old).reduce(0) { $0 + StablePlane.product($1.0, $1.1) }
    }
    let best = likeness(StablePlane.turn(new, towards: old))
    for degree in 0..<720 {
      let (c, s) = (cos(Double(degree) * .pi / 360), sin(Double(degree) * .pi / 360))
      for sign in [1.0, -1] {
        let axes = [
          zip(new[0], new[1]).map { c * $0 + s * $1 },
          zip(new[0], new[1]).map { sign * (c * $1 - s * $0) },
        ]
        #expect(likeness(axes) <= best + 1e-9)
      }
    }
  }

  /// The set turns far while it is looked at; the picture follows in small steps and is the plane of
  /// the components in the end, and its axes stay at right angles.
  @Test func aTurningSetIsFollowedSlowly() throws {
    var plane = StablePlane()
    let start = set(9)
    _ = plane.place(start)
    // Every second frame the set is mirrored, too: what it looked like two frames ago is compared.
    var frames: [[PlanePoint]] = []
    for frame in 1...40 {
      frames.append(
        plane.place(turned(start, by: Double(frame) * 0.05, mirrored: frame % 2 == 0)))
      if frames.count > 2 {
        #expect(largestMove(frames[frame - 1], frames[frame - 3]) < 0.3)
      }
      #expect(abs(StablePlane.product(plane.axes[0], plane.axes[1])) < 1e-9)
      for axis in plane.axes { #expect(abs(StablePlane.product(axis, axis) - 1) < 1e-9) }
    }
    let other = set(10, spread: [0.3, 0.3, 3, 2])
    for _ in 0..<60 { _ = plane.place(other) }
    let components = try #require(PrincipalComponents(other)).directions
    for axis in plane.axes {
      let inside = components.reduce(0) { sum, direction in
        let overlap = StablePlane.product(axis, direction)
        return sum + overlap * overlap
      }
      #expect(inside > 0.99)
    }
  }

  /// Embeddings of two numbers are shown as they are: on their circle.
  @Test func twoNumbersAreShownAsTheyAre() {
    var plane = StablePlane()
    let set = set(3, dimension: 2)
    let points = plane.place(set)
    for row in 0..<set.count {
      #expect(
        points[row] == PlanePoint(set[row][set[row].startIndex], set[row][set[row].startIndex + 1]))
    }
  }
}

extension PlanePoint {
  fileprivate var squared: Float { (self * self).sum() }
}
