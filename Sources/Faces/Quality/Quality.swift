/// Measures of how well a face can be compared.
public struct Quality: Hashable, Sendable, Codable {
  /// The shorter side of the box in pixels of the photo.
  public var size: Double
  /// The variance of the Laplacian of the aligned face's brightness, in squared grey levels.
  public var sharpness: Double
  /// The mean brightness of the aligned face, 0…255.
  public var brightness: Double
  /// The standard deviation of that brightness, 0…127.5.
  public var contrast: Double
  /// Head turned to the image's right (positive) or left, in degrees, estimated from the landmarks.
  public var yaw: Double
  /// Head raised (positive) or lowered, in degrees, estimated from the landmarks.
  public var pitch: Double
  /// Head tilted clockwise in the image (positive), in degrees: the slope of the line of the eyes.
  public var roll: Double

  public init(
    size: Double, sharpness: Double, brightness: Double, contrast: Double, yaw: Double,
    pitch: Double, roll: Double
  ) {
    self.size = size
    self.sharpness = sharpness
    self.brightness = brightness
    self.contrast = contrast
    self.yaw = yaw
    self.pitch = pitch
    self.roll = roll
  }
}

extension Quality {
  /// What makes a face a poor one to compare.
  public enum Flaw: String, Sendable, CaseIterable, Codable {
    case small, blurred, dark, bright, flat, turned
  }
}
