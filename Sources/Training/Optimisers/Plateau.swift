import Glibc

/// dlib's learning-rate schedule: the rate shrinks once the loss has very likely not fallen for a
/// number of steps. Whether it falls is read from the slope of a straight line through the latest
/// losses, whose error gives a probability.
public struct Plateau: Sendable, Equatable {
  /// Steps without progress that are waited for; dlib's face network was trained with 10 000.
  public var patience: Int
  public var factor: Double
  /// The losses since the rate last shrank, as far back as they are looked at.
  private(set) var losses: [Double] = []
  /// How often the rate shrank.
  private(set) var falls = 0

  public init(patience: Int = 10_000, factor: Double = 0.1) {
    self.patience = patience
    self.factor = factor
  }

  /// What the rate is multiplied by for all its falls.
  public var product: Double { pow(factor, Double(falls)) }

  /// Goes on from what a checkpoint kept.
  mutating func restore(losses: [Double], falls: Int) {
    (self.losses, self.falls) = (losses, falls)
  }

  /// Notes a step's loss.
  ///
  /// - Returns: what the rate is to be multiplied by now: 1 or `factor`.
  @discardableResult
  public mutating func add(_ loss: Double) -> Double {
    losses.append(loss)
    if losses.count > 2 * patience { losses.removeFirst(losses.count - 2 * patience) }
    guard losses.count > patience, stepsWithoutProgress() >= patience else { return 1 }
    losses = []
    falls += 1
    return factor
  }

  /// The most of the latest steps over which the loss more likely rose than fell (with 0.51, as in
  /// dlib's `count_steps_without_decrease`).
  func stepsWithoutProgress() -> Int {
    var count = 0
    var line = Line()
    for (number, loss) in zip(1..., losses.reversed()) {
      line.add(loss)
      // Looking back in time, a falling loss rises.
      if number > 2, line.probabilityOfRise < 0.51 { count = number }
    }
    return count
  }
}

/// A straight line through values at 0, 1, 2, …, by least squares.
struct Line {
  private var n = 0.0
  private var sums = (x: 0.0, xx: 0.0, y: 0.0, yy: 0.0, xy: 0.0)

  mutating func add(_ value: Double) {
    sums.x += n
    sums.xx += n * n
    sums.y += value
    sums.yy += value * value
    sums.xy += n * value
    n += 1
  }

  var slope: Double { (n * sums.xy - sums.x * sums.y) / (n * sums.xx - sums.x * sums.x) }

  /// That the true slope is above zero, with the error of the slope taken as normal.
  var probabilityOfRise: Double {
    let slope = slope
    let mean = (x: sums.x / n, y: sums.y / n)
    let spread = (x: sums.xx - n * mean.x * mean.x, y: sums.yy - n * mean.y * mean.y)
    let rest = max(0, spread.y - slope * slope * spread.x)
    let error = (rest / (n - 2) / spread.x).squareRoot()
    guard error > 0 else { return slope > 0 ? 1 : slope < 0 ? 0 : 0.5 }
    return 0.5 * erfc(-slope / error / 2.0.squareRoot())
  }
}
