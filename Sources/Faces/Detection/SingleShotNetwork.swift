import Imaging
import Networks
import Tensors

/// A network that sees a whole picture once, and answers for each cell of three grids, whose cells
/// are 8, 16 and 32 pixels wide, what faces are centred there.
///
/// The file's outputs are the same kinds of map for each of the grids in turn: first its scores,
/// last the edges of boxes and the five points.
struct SingleShotNetwork {
  static let strides = [8, 16, 32]

  /// The kinds of output, and how many values each has for a guess.
  private let widths: [Int]
  private let normalisation: Normalisation
  private let isBlueFirst: Bool
  private let executor: Executor

  /// Reads the network of an ONNX file.
  ///
  /// - Parameters:
  ///   - size: of the picture to read the file for, where it leaves that open.
  ///   - widths: how many values a guess has in each kind of output.
  ///   - isBlueFirst: whether the network sees blue, green, red.
  /// - Throws: `FaceError` when the file is missing, damaged or another network's.
  init(
    _ file: ModelFile, in models: ModelFolder, size: Extent? = nil, widths: [Int],
    normalisation: Normalisation, isBlueFirst: Bool = false, threads: Int
  ) throws(FaceError) {
    let path = try models.path(of: file)
    let network: OnnxNetwork
    do { network = try OnnxNetwork(path: path, size: size) } catch { throw .onnx(error) }
    let expected = widths.flatMap { Array(repeating: $0, count: Self.strides.count) }
    guard network.outputs.map({ $0.dimensions.last ?? 0 }) == expected,
      network.input.channels == 3
    else { throw .otherNetwork(path: path) }
    self.widths = widths
    self.normalisation = normalisation
    self.isBlueFirst = isBlueFirst
    do {
      executor = try Executor(network.graph, parameters: network.parameters, threads: threads)
    } catch {
      throw .engine(error)
    }
  }

  /// What `read` makes of each grid, for a picture with black to the right and below up to whole
  /// cells of the widest grid.
  func callAsFunction(
    _ image: Image, read: (CellGrid) -> [FaceGuess]
  ) throws(FaceError) -> [FaceGuess] {
    let widest = Self.strides[Self.strides.count - 1]
    let shape = Shape(
      channels: 3, height: (image.height + widest - 1) / widest * widest,
      width: (image.width + widest - 1) / widest * widest)
    do throws(TensorError) {
      return try samples(of: image, shape).withUnsafe { (samples) throws(TensorError) in
        try executor.run(samples, batch: 1, shape: shape) { outputs in
          grids(outputs).flatMap(read)
        }
      }
    } catch {
      throw .engine(error)
    }
  }

  private func grids(_ outputs: [Executor.Output]) -> [CellGrid] {
    Self.strides.enumerated().map { index, stride in
      let maps = widths.indices.map { outputs[index + $0 * Self.strides.count] }
      return CellGrid(stride: stride, maps: maps, widths: widths)
    }
  }

  /// Pixels as planes, normalised.
  private func samples(of image: Image, _ shape: Shape) -> [Float] {
    let (width, plane, scale) = (shape.width, shape.height * shape.width, normalisation.scale)
    return [Float](unsafeUninitializedCapacity: shape.count) { values, count in
      for channel in 0..<3 {
        let colour = isBlueFirst ? 2 - channel : channel
        let mean = normalisation.mean[colour]
        let first = channel * plane
        values[first..<(first + plane)].update(repeating: -mean * scale)
        for row in 0..<image.height {
          let (source, target) = (3 * row * image.width + colour, first + row * width)
          for column in 0..<image.width {
            values[target + column] = (Float(image.pixels[source + 3 * column]) - mean) * scale
          }
        }
      }
      count = shape.count
    }
  }
}
