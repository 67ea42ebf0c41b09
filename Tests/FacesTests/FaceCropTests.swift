import Imaging
import Testing

@testable import Faces

@Suite struct FaceCropTests {
  /// A picture whose red is x and green is y, modulo 256.
  private func ramp(width: Int, height: Int) -> Image {
    var image = Image(width: width, height: height)
    for y in 0..<height {
      for x in 0..<width {
        image.pixels[3 * (y * width + x)] = UInt8(x % 256)
        image.pixels[3 * (y * width + x) + 1] = UInt8(y % 256)
      }
    }
    return image
  }

  private func detection(_ left: Double, _ top: Double, _ right: Double, _ bottom: Double)
    -> Detection
  {
    func at(_ x: Double, _ y: Double) -> Point {
      Point(x: left + x * (right - left), y: top + y * (bottom - top))
    }
    return Detection(
      box: Rectangle(left: left, top: top, right: right, bottom: bottom), score: 1,
      landmarks: Landmarks(
        leftEye: at(0.3, 0.4), rightEye: at(0.7, 0.4), nose: at(0.5, 0.6), leftMouth: at(0.35, 0.8),
        rightMouth: at(0.65, 0.8)))
  }

  @Test func theCropIsTheBoxWithHalfItsSizeAround() {
    let crop = FaceCrop(of: detection(60, 70, 100, 120), in: ramp(width: 200, height: 200))
    #expect(crop.image.width == 81 && crop.image.height == 101)
    #expect(Array(crop.image.pixels[0..<2]) == [40, 45])
    #expect(crop.detection.box == Rectangle(left: 20, top: 25, right: 60, bottom: 75))
    #expect(crop.detection.landmarks.leftEye == Point(x: 32, y: 45))
  }

  @Test func theCropEndsWithThePhoto() {
    let crop = FaceCrop(of: detection(-20, -10, 60, 90), in: ramp(width: 50, height: 60))
    #expect(crop.image == ramp(width: 50, height: 60))
    #expect(crop.detection == detection(-20, -10, 60, 90))
    let outside = FaceCrop(of: detection(500, 500, 540, 540), in: ramp(width: 50, height: 60))
    #expect(outside.image.width == 1 && outside.image.height == 1)
  }

  /// A point keeps its place relative to what the picture shows there.
  @Test func aLargeFaceIsReducedWithItsLandmarks() {
    let photo = ramp(width: 1200, height: 1000)
    let found = detection(300, 260, 700, 780)
    let crop = FaceCrop(of: found, in: photo)
    #expect(crop.image.height == 512 && crop.image.width == 410)
    let factor = 512.0 / 1000
    let expected = (found.landmarks.nose.x - 100 + 0.5) * factor - 0.5
    #expect(abs(crop.detection.landmarks.nose.x - expected) < 1e-9)
    #expect(abs(crop.detection.box.width - 400 * factor) < 1e-9)
  }
}
