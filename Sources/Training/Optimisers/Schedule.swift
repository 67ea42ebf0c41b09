import Glibc

/// How the learning rate changes over a training, as a factor of the rate it starts with.
public struct Schedule: Sendable, Equatable {
  public enum Course: Sendable, Equatable {
    case constant
    /// Multiplied by `factor` at each of the given steps.
    case steps([Int], factor: Double)
    /// Half a cosine from 1 to `floor` at the last step (Loshchilov and Hutter 2017, equation 5).
    case cosine(steps: Int, floor: Double)
    /// dlib's: multiplied by `factor` whenever the loss has stopped falling for so many steps, which
    /// `Plateau` watches.
    case plateau(patience: Int, factor: Double)
  }

  public var course: Course
  /// Steps over which the rate first grows to its full size, in equal parts.
  public var warmUp: Int

  /// What watches the losses where the course depends on them.
  var plateau: Plateau? {
    guard case .plateau(let patience, let factor) = course else { return nil }
    return Plateau(patience: patience, factor: factor)
  }

  public init(_ course: Course = .constant, warmUp: Int = 0) {
    self.course = course
    self.warmUp = warmUp
  }

  /// - Parameter step: counted from 0; the course begins where the warm-up ends.
  public func factor(at step: Int) -> Double {
    if step < warmUp { return Double(step + 1) / Double(warmUp) }
    let step = step - warmUp
    switch course {
    case .constant, .plateau: return 1
    case .steps(let places, let factor):
      return pow(factor, Double(places.count { $0 <= step }))
    case .cosine(let steps, let floor):
      let done = min(1, Double(step) / Double(max(1, steps)))
      return floor + (1 - floor) * (1 + cos(.pi * done)) / 2
    }
  }
}
