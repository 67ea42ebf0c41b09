import Imaging
import Networks
import Tensors

/// A model's network, run on aligned faces.
final class Embedder {
  private let executor: Executor
  private let network: Network
  private let dimension: Int

  /// Compiled sizes; see `CandidateNetwork`.
  private static let batches = [16, 4, 1]

  init(_ model: Model, models: ModelFolder, threads: Int) throws(FaceError) {
    let loaded = try model.network(in: models)
    network = loaded.network
    dimension = model.dimension
    do {
      executor = try Executor(
        network.graph, parameters: loaded.parameters, threads: threads)
    } catch {
      throw .engine(error)
    }
  }

  /// An embedding for each chip, in their order.
  ///
  /// - Precondition: the chips have the network's input size.
  func embed(_ chips: [Image]) throws(FaceError) -> [[Float]] {
    var embeddings: [[Float]] = []
    while embeddings.count < chips.count {
      let left = chips.count - embeddings.count
      let batch = Self.batches.first { $0 <= left } ?? 1
      let part = chips[embeddings.count..<(embeddings.count + batch)]
      do throws(TensorError) {
        embeddings += try run(part)
      } catch {
        throw .engine(error)
      }
    }
    return embeddings
  }

  private func run(_ chips: ArraySlice<Image>) throws(TensorError) -> [[Float]] {
    let samples = samples(of: chips)
    return try samples.withUnsafe { (samples) throws(TensorError) in
      try executor.run(samples, batch: chips.count) { outputs in
        (0..<chips.count).map {
          Array(outputs[0].values[($0 * dimension)..<(($0 + 1) * dimension)])
        }
      }
    }
  }

  /// Pixels as planes, normalised.
  private func samples(of chips: ArraySlice<Image>) -> [Float] {
    let plane = network.input.height * network.input.width
    let (mean, scale) = (network.normalisation.mean, network.normalisation.scale)
    return [Float](unsafeUninitializedCapacity: 3 * plane * chips.count) { values, count in
      for chip in chips {
        precondition(chip.pixels.count == 3 * plane, "a chip has another size than the input")
        chip.pixels.withUnsafeBufferPointer { pixels in
          for channel in 0..<3 {
            for index in 0..<plane {
              values[count + index] = (Float(pixels[3 * index + channel]) - mean[channel]) * scale
            }
            count += plane
          }
        }
      }
    }
  }
}
