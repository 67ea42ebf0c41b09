import Imaging

extension Quality {
  /// Measures a face in its crop.
  ///
  /// - Parameter size: the shorter side of the box in the photo's pixels.
  public init(of crop: FaceCrop, size: Double) {
    let pose = HeadPose(crop.detection.landmarks)
    let grey = Brightness(Self.upright(crop))
    self.init(
      size: size, sharpness: grey.laplacianVariance, brightness: grey.mean,
      contrast: grey.deviation, yaw: pose.yaw, pitch: pose.pitch, roll: pose.roll)
  }

  /// The side of the upright face that is measured, in pixels.
  static let side = 96

  /// The inner face by its landmarks, so that background and hair count little and every model's
  /// alignment gives the same measures.
  private static func upright(_ crop: FaceCrop) -> Image {
    let transform =
      SimilarityTransform(from: frontal, to: crop.detection.landmarks.points)
      ?? SimilarityTransform()
    return crop.image.warped(width: side, height: side, by: transform.affine)
  }

  /// Eyes, nose and mouth corners of a frontal face in the measured picture.
  private static let frontal: [Point] = [(28, 30), (68, 30), (48, 54), (31, 74), (65, 74)]
    .map { Point(x: $0.0, y: $0.1) }
}

/// The brightness of a picture's pixels (ITU-R BT.601: 0.299, 0.587, 0.114).
private struct Brightness {
  let width: Int
  let height: Int
  let values: [Float]

  init(_ image: Image) {
    width = image.width
    height = image.height
    values = stride(from: 0, to: image.pixels.count, by: 3).map { index in
      0.299 * Float(image.pixels[index]) + 0.587 * Float(image.pixels[index + 1])
        + 0.114 * Float(image.pixels[index + 2])
    }
  }

  var mean: Double { Double(values.reduce(0, +)) / Double(max(1, values.count)) }

  var deviation: Double { Self.variance(values).squareRoot() }

  /// The variance of each inner pixel's difference from its four neighbours (Pech-Pacheco et al.
  /// 2000, "Diatom autofocusing in brightfield microscopy").
  var laplacianVariance: Double {
    var differences: [Float] = []
    differences.reserveCapacity(values.count)
    for row in 1..<max(1, height - 1) {
      for column in 1..<max(1, width - 1) {
        let index = row * width + column
        let around =
          values[index - 1] + values[index + 1] + values[index - width] + values[index + width]
        differences.append(around - 4 * values[index])
      }
    }
    return Self.variance(differences)
  }

  private static func variance(_ values: [Float]) -> Double {
    let count = Double(max(1, values.count))
    let mean = values.reduce(0) { $0 + Double($1) } / count
    return values.reduce(0) { $0 + (Double($1) - mean) * (Double($1) - mean) } / count
  }
}
