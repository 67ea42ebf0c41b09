import Testing

@testable import Faces

@Suite struct NonMaximumSuppressionTests {
  private func box(_ left: Float, _ top: Float, _ side: Float, _ score: Float) -> Candidate {
    Candidate(left: left, top: top, right: left + side, bottom: top + side, score: score)
  }

  @Test func theBetterOfTwoOverlappingBoxesStays() {
    let boxes = [box(0, 0, 10, 0.8), box(1, 0, 10, 0.9), box(30, 30, 10, 0.7)]
    #expect(NonMaximumSuppression(share: .union, limit: 0.5)(boxes) == [1, 2])
    #expect(NonMaximumSuppression(share: .union, limit: 0.9)(boxes) == [1, 0, 2])
  }

  /// 10 × 10 within 20 × 20: a quarter of the union, all of the smaller.
  @Test func aBoxWithinAnotherCountsByTheSmaller() {
    let boxes = [box(0, 0, 20, 0.9), box(5, 5, 10, 0.8)]
    #expect(NonMaximumSuppression(share: .union, limit: 0.3)(boxes) == [0, 1])
    #expect(NonMaximumSuppression(share: .smaller, limit: 0.9, edge: 1)(boxes) == [0])
  }

  /// A dropped box must not drop others.
  @Test func onlyBoxesThatStaySuppress() {
    let boxes = [box(0, 0, 10, 0.9), box(4, 0, 10, 0.8), box(8, 0, 10, 0.7)]
    #expect(NonMaximumSuppression(share: .union, limit: 0.4)(boxes) == [0, 2])
  }

  @Test func equalsAreTakenInTheOriginalsOrder() {
    let boxes = [box(0, 0, 10, 1), box(0, 0, 10, 1)]
    #expect(NonMaximumSuppression(share: .union, limit: 0.5)(boxes) == [0])
    #expect(NonMaximumSuppression(share: .smaller, limit: 0.5)(boxes) == [1])
  }
}
