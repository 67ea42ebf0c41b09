import Imaging
import Networks
import Tensors

extension [Image] {
  /// The photos as a network's input, each changed at random.
  ///
  /// - Precondition: the photos have the network's size.
  /// - Returns: N × 3 × H × W.
  /// - Throws: `TrainingError.image` where there is no memory for a JPEG.
  func samples(
    for network: Network, _ augmentation: Augmentation,
    using generator: inout some RandomNumberGenerator
  ) throws(TrainingError) -> Tensor {
    let shape = network.input
    var result = Tensor(
      dimensions: [count, 3, shape.height, shape.width], repeating: 0)
    let draws = map { _ in
      augmentation.draw(width: shape.width, height: shape.height, using: &generator)
    }
    let seen = try zip(self, draws).map { (image, draw) throws(TrainingError) in
      try image.degraded(draw)
    }
    result.values.withUnsafeMutableBufferPointer { values in
      SharedLoop.run(pieces: count) { index in
        let sample = values[index * shape.count..<(index + 1) * shape.count]
        seen[index].write(
          draws[index], network.normalisation, to: UnsafeMutableBufferPointer(rebasing: sample))
      }
    }
    return result
  }

  /// The photos as a network's input, as they are.
  func samples(for network: Network) throws(TrainingError) -> Tensor {
    var generator = SystemRandomNumberGenerator()
    return try samples(for: network, .none, using: &generator)
  }
}

extension Image {
  /// The picture after the lens and the file that were drawn for it.
  fileprivate func degraded(_ draw: Augmentation.Draw) throws(TrainingError) -> Image {
    let blurred = blurred(sigma: draw.blur)
    guard let quality = draw.jpegQuality else { return blurred }
    do throws(ImageError) {
      return try Photo(bytes: blurred.encodedJPEG(quality: quality)).image
    } catch {
      throw .image(error)
    }
  }

  /// Writes the picture, changed as drawn and normalised, plane after plane. Beyond its border the
  /// picture's outermost pixels go on.
  fileprivate func write(
    _ draw: Augmentation.Draw, _ normalisation: Normalisation,
    to planes: UnsafeMutableBufferPointer<Float>
  ) {
    let (width, height) = (width, height)
    let plane = width * height
    precondition(planes.count == 3 * plane, "a photo of \(width)×\(height) for another size")
    pixels.withUnsafeBufferPointer { pixels in
      for row in 0..<height {
        for column in 0..<width {
          let point = draw.transform(Point(x: Double(column), y: Double(row)))
          let spot = Spot(point, width: width, height: height)
          for channel in 0..<3 {
            let level = spot.level(pixels, channel)
            let changed = (level - 127.5) * draw.contrast + 127.5 + draw.brightness
            planes[channel * plane + row * width + column] =
              (min(255, max(0, changed)) - normalisation.mean[channel]) * normalisation.scale
          }
        }
      }
    }
  }
}

/// A place between four pixels, moved into the picture.
private struct Spot {
  private let places: (Int, Int, Int, Int)
  private let across: Float
  private let down: Float

  @inline(__always)
  init(_ point: Point, width: Int, height: Int) {
    let x = min(Double(width - 1), max(0, point.x))
    let y = min(Double(height - 1), max(0, point.y))
    let (column, row) = (Int(x), Int(y))
    let (next, below) = (min(column + 1, width - 1), min(row + 1, height - 1))
    across = Float(x - Double(column))
    down = Float(y - Double(row))
    places = (
      3 * (row * width + column), 3 * (row * width + next), 3 * (below * width + column),
      3 * (below * width + next)
    )
  }

  @inline(__always)
  func level(_ pixels: UnsafeBufferPointer<UInt8>, _ channel: Int) -> Float {
    let (a, b) = (Float(pixels[places.0 + channel]), Float(pixels[places.1 + channel]))
    let (c, d) = (Float(pixels[places.2 + channel]), Float(pixels[places.3 + channel]))
    let top = a + across * (b - a)
    return top + down * (c + across * (d - c) - top)
  }
}
