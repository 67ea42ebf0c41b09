import Imaging
import Testing

@testable import Faces

@Suite struct MTCNNOptionsTests {
  /// The eight scales of a photo of 250 × 250, as facenet-pytorch counts them.
  @Test func thePyramidIsTheOriginals() {
    let scales = MTCNNOptions().scales(width: 250, height: 300)
    let expected = [0.6, 0.4254, 0.30161, 0.21384, 0.15161, 0.10749, 0.07621, 0.05403]
    #expect(scales.count == expected.count)
    #expect(zip(scales, expected).allSatisfy { abs($0 - $1) < 1e-5 })
  }

  @Test func largerFacesNeedFewerLevels() {
    let scales = MTCNNOptions(minimumFaceSize: 60).scales(width: 250, height: 250)
    #expect(scales.first == 0.2 && scales.count == 5)
    #expect(MTCNNOptions(minimumFaceSize: 60).scales(width: 59, height: 250).isEmpty)
  }

  /// An upright face in the middle outranks a larger one cut off by the edge.
  @Test func theSubjectIsInTheMiddle() {
    func detection(_ left: Double, _ side: Double) -> Detection {
      let point = Point(x: 0, y: 0)
      return Detection(
        box: Rectangle(left: left, top: 75, right: left + side, bottom: 75 + side), score: 1,
        landmarks: Landmarks(
          leftEye: point, rightEye: point, nose: point, leftMouth: point, rightMouth: point))
    }
    let subject = detection(75, 100).prominence(inWidth: 250, height: 250)
    #expect(subject > detection(-40, 110).prominence(inWidth: 250, height: 250))
    #expect(subject < detection(70, 110).prominence(inWidth: 250, height: 250))
  }
}
