import Faces
import Networks
import Tensors

/// The fastest this machine convolves, which the speed of a network is held against.
///
/// Layers of different form reach different speeds; the best of a few stands for the peak.
enum PeakSpeed {
  /// Channels in and out, and the side of the map, of a 3×3 convolution.
  private static let forms = [(64, 56), (128, 28), (256, 28), (256, 14), (512, 14)]

  /// Billions of additions and multiplications in a second, the best of all forms.
  static func gflops(threads: Int) throws(ProgramError) -> Double {
    var best = 0.0
    for (channels, side) in forms {
      best = max(best, try speed(channels, side, threads: threads))
    }
    return best
  }

  private static func speed(
    _ channels: Int, _ side: Int, threads: Int
  ) throws(ProgramError) -> Double {
    let shape = Shape(channels: channels, height: side, width: side)
    let network = Network(
      "peak", input: shape, normalisation: Normalisation(mean: [0, 0, 0], scale: 1)
    ) { [Convolution("c", channels, channels, kernel: 3, padding: 1, bias: false)($0)] }
    let seconds = try ProgramError.inFaces { () throws(FaceError) in
      do throws(TensorError) {
        return try time(network, shape, threads: threads)
      } catch {
        throw .engine(error)
      }
    }
    return Double(2 * 9 * channels * shape.count) / seconds / 1e9
  }

  /// The seconds of the fastest of thirty runs, after one that compiles.
  private static func time(
    _ network: Network, _ shape: Shape, threads: Int
  ) throws(TensorError) -> Double {
    let weights = network.parameters.map { parameter in
      (parameter.name, Tensor(dimensions: parameter.dimensions, repeating: 0.01))
    }
    let executor = try Executor(
      network.graph, parameters: Dictionary(uniqueKeysWithValues: weights), threads: threads)
    let samples = [Float](repeating: 0.5, count: shape.count)
    var best = Double.infinity
    for run in 0...30 {
      let start = ContinuousClock.now
      try samples.withUnsafe { samples throws(TensorError) in
        try executor.run(samples, batch: 1) { _ in }
      }
      if run > 0 { best = min(best, (ContinuousClock.now - start) / .seconds(1)) }
    }
    return best
  }
}

extension [Float] {
  /// `withUnsafeBufferPointer` for work that throws a typed error.
  fileprivate func withUnsafe(
    _ work: (UnsafeBufferPointer<Float>) throws(TensorError) -> Void
  ) throws(TensorError) {
    let outcome = withUnsafeBufferPointer { values -> Result<Void, TensorError> in
      do throws(TensorError) {
        return .success(try work(values))
      } catch {
        return .failure(error)
      }
    }
    try outcome.get()
  }
}
