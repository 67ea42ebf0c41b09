import Glibc
import Imaging
import Testing

@testable import Faces

@Suite struct QualityTests {
  /// Eyes, nose and mouth of a head of average shape, turned and seen from far away.
  private func landmarks(yaw: Double = 0, pitch: Double = 0, roll: Double = 0) -> Landmarks {
    let head: [(Double, Double, Double)] = [
      (-0.5, 0, 0), (0.5, 0, 0), (0, 0.567, 0.43), (-0.4, 1.05, 0), (0.4, 1.05, 0),
    ]
    let (y, p, r) = (yaw * .pi / 180, pitch * .pi / 180, roll * .pi / 180)
    let points = head.map { x, down, forward in
      let turned = (x: x * cos(y) + forward * sin(y), z: forward * cos(y) - x * sin(y))
      let raised = down * cos(p) - turned.z * sin(p)
      return Point(
        x: 100 + 40 * (turned.x * cos(r) - raised * sin(r)),
        y: 80 + 40 * (turned.x * sin(r) + raised * cos(r)))
    }
    return Landmarks(
      leftEye: points[0], rightEye: points[1], nose: points[2], leftMouth: points[3],
      rightMouth: points[4])
  }

  @Test(arguments: [-30.0, -10, 0, 15, 35])
  func yawIsRecovered(yaw: Double) {
    let pose = HeadPose(landmarks(yaw: yaw, roll: 12))
    #expect(abs(pose.yaw - yaw) < 1)
    #expect(abs(pose.roll - 12) < 0.01)
  }

  @Test(arguments: [-25.0, 0, 20])
  func pitchIsRecovered(pitch: Double) {
    #expect(abs(HeadPose(landmarks(pitch: pitch, roll: -20)).pitch - pitch) < 1)
  }

  private func crop(_ shade: (Int, Int) -> Int) -> FaceCrop {
    var image = Image(width: 200, height: 200)
    for y in 0..<200 {
      for x in 0..<200 {
        for channel in 0..<3 {
          image.pixels[3 * (y * 200 + x) + channel] = UInt8(max(0, min(255, shade(x, y))))
        }
      }
    }
    let box = Rectangle(left: 60, top: 50, right: 140, bottom: 150)
    return FaceCrop(
      image: image, detection: Detection(box: box, score: 1, landmarks: landmarks()))
  }

  @Test func brightnessAndContrastAreThoseOfTheFace() {
    let even = Quality(of: crop { _, _ in 30 }, size: 80)
    #expect(abs(even.brightness - 30) < 0.01 && even.contrast < 0.01 && even.sharpness < 0.01)
    #expect(even.flaws == [.blurred, .dark, .flat])
    let halves = Quality(of: crop { x, _ in x < 100 ? 100 : 200 }, size: 30)
    #expect(abs(halves.brightness - 150) < 3 && abs(halves.contrast - 50) < 1)
    #expect(halves.flaws.contains(.small))
  }

  @Test func smoothingLowersSharpness() {
    let sharp = Quality(of: crop { x, y in (x / 3 + y / 3) % 2 * 120 + 60 }, size: 80)
    let soft = Quality(of: crop { x, y in Int(120 + 60 * sin(Double(x + y) / 12)) }, size: 80)
    #expect(sharp.sharpness > 10 * soft.sharpness)
    #expect(sharp.flaws == [])
  }

  @Test func aTurnedHeadIsFlagged() {
    let quality = Quality(
      size: 100, sharpness: 500, brightness: 120, contrast: 50, yaw: -60, pitch: 0, roll: 80)
    #expect(quality.flaws == [.turned])
  }
}
