import Imaging
import Testing

@testable import Faces

/// The detectors on LFW's development photos; skipped where photos or weights are absent. Prints
/// its figures.
@Suite(.enabled(if: Material.hasDetectors), .serialized) struct DetectorComparisonTests {
  /// What came of all photos.
  private struct Figures {
    var faceless = 0
    var faces = 0
    /// Of each photo, how far the points of its subject move when the photo is mirrored: the root
    /// of the mean square over the five, as a share of the distance between the eyes.
    var spreads: [Double] = []
    var milliseconds: [Double] = []

    func quantile(_ share: Double, of path: KeyPath<Figures, [Double]>) -> Double {
      let sorted = self[keyPath: path].sorted()
      return sorted[min(sorted.count - 1, Int(share * Double(sorted.count)))]
    }
  }

  @Test(arguments: DetectorName.allCases)
  func everyPhotoShowsAFaceWithSteadyPoints(_ name: DetectorName) throws {
    let detector = try name.detector(in: Material.models)
    let clock = ContinuousClock()
    var figures = Figures()
    let photos = try Material.photoNames()
    for photo in photos {
      let image = try Material.photo(photo)
      var found: [Detection] = []
      let time = try clock.measure { found = try detector.detect(in: image) }
      figures.milliseconds.append(time / .milliseconds(1))
      figures.faces += found.count
      guard let face = subject(found, image) else {
        figures.faceless += 1
        continue
      }
      if let other = subject(try detector.detect(in: image.mirrored), image) {
        let mirrored = other.landmarks.mirrored(width: image.width)
        figures.spreads.append(distance(face.landmarks, mirrored))
      }
    }
    let spread = figures.quantile(0.5, of: \.spreads)
    let far = figures.quantile(0.95, of: \.spreads)
    let time = figures.quantile(0.5, of: \.milliseconds)
    print(
      "\(name): \(photos.count) photos, \(figures.faceless) without a face, \(figures.faces) faces,"
        + " spread \(spread) (95 of 100: \(far)), \(time) ms a photo")
    #expect(figures.faceless <= photos.count / 1000)
    #expect(spread < 0.12)
  }

  private func subject(_ found: [Detection], _ image: Image) -> Detection? {
    found.max {
      $0.prominence(inWidth: image.width, height: image.height)
        < $1.prominence(inWidth: image.width, height: image.height)
    }
  }

  private func distance(_ a: Landmarks, _ b: Landmarks) -> Double {
    let squares = zip(a.points, b.points).map { p, q in
      p.distance(to: q) * p.distance(to: q)
    }
    let mean = squares.reduce(0, +) / Double(squares.count)
    return mean.squareRoot() / a.leftEye.distance(to: a.rightEye)
  }
}

extension Landmarks {
  /// The points in the mirrored picture.
  fileprivate func mirrored(width: Int) -> Landmarks {
    let turned = map { Point(x: Double(width - 1) - $0.x, y: $0.y) }
    return Landmarks(
      leftEye: turned.rightEye, rightEye: turned.leftEye, nose: turned.nose,
      leftMouth: turned.rightMouth, rightMouth: turned.leftMouth)
  }
}
