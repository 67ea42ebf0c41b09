import Imaging
import Tensors

/// How long a piece of work takes.
public enum Stopwatch {
  /// Seconds of a run in the middle of all: after one that isn't counted, for so many seconds and
  /// at least five times, or until it is cancelled.
  public static func median<Failure: Error>(
    over seconds: Double = 1, isCancelled: () -> Bool = { false },
    _ work: () throws(Failure) -> Void
  ) throws(Failure) -> Double {
    try work()
    var times: [Double] = []
    var total = 0.0
    repeat {
      let start = ContinuousClock.now
      try work()
      let time = (ContinuousClock.now - start) / .seconds(1)
      times.append(time)
      total += time
    } while !isCancelled() && (times.count < 5 || total < seconds)
    return times.sorted()[times.count / 2]
  }
}

extension Pipeline {
  /// Seconds that the model's network takes for a face, in batches of a size; what the pictures
  /// show makes no difference.
  public func secondsPerFace(
    batch: Int = 1, over seconds: Double = 1, isCancelled: () -> Bool = { false }
  ) throws(FaceError) -> Double {
    let chips = Array(repeating: Image(noiseOf: model.architecture.input), count: batch)
    let run = { () throws(FaceError) in _ = try self.embed(chips: chips) }
    let time = try Stopwatch.median(over: seconds, isCancelled: isCancelled, run)
    return time / Double(batch)
  }
}

extension Image {
  /// The same noise every time.
  fileprivate init(noiseOf extent: Extent) {
    var state: UInt32 = 1
    let pixels = (0..<(3 * extent.height * extent.width)).map { _ in
      state = state &* 1_664_525 &+ 1_013_904_223
      return UInt8(state >> 24)
    }
    self.init(width: extent.width, height: extent.height, pixels: pixels)
  }
}
