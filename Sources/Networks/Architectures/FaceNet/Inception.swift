import Tensors

/// A block of parallel convolutions (Szegedy et al. 2015, "Going Deeper with Convolutions"), by the
/// columns of FaceNet's table 2.
///
///     x = Inception("3a", one: 64, three: (96, 128), five: (16, 32), pool: .maximum(to: 32))(x)
///
/// Reads the map by 1×1, by 3×3 and 5×5 after a reduction by 1×1 and by a pool of 3×3 that a 1×1
/// projects; the channels of all follow each other in this order.
struct Inception: Layer {
  typealias Branch = (reduced: Int, outputs: Int)

  /// How the pooled branch ends.
  enum Pool {
    /// The largest value of 3×3 cells; as it is where there is no projection.
    case maximum(to: Int?)
    /// The Euclidean norm of 3×3 cells.
    case euclidean(to: Int?)
  }

  let name: String
  let one: Int
  let three: Branch
  let five: Branch?
  let pool: Pool
  let stride: Int
  let style: Style

  /// What differs between FaceNet's networks and OpenFace's.
  enum Style {
    case facenet
    /// Batch normalisation after every convolution; the 1×1 branch comes last (Torch's
    /// `nn.Inception`).
    case openface
  }

  /// - Parameters:
  ///   - one: outputs of the 1×1 branch, 0 where there is none.
  ///   - stride: of the 3×3, the 5×5 and the pool.
  init(
    _ name: String, one: Int, three: Branch, five: Branch?, pool: Pool, stride: Int = 1,
    style: Style = .facenet
  ) {
    self.name = name
    self.one = one
    self.three = three
    self.five = five
    self.pool = pool
    self.stride = stride
    self.style = style
  }

  func callAsFunction(_ input: Feature) -> Feature {
    input.block(name) { x in
      let direct = one > 0 ? [unit("1x1", x, one, 1)] : []
      var spatial = [reduced(x, three, 3)]
      if let five { spatial.append(reduced(x, five, 5)) }
      let pooled = [self.pooled(x)]
      return Concatenate()(
        style == .facenet ? direct + spatial + pooled : spatial + pooled + direct)
    }
  }

  private func reduced(_ x: Feature, _ branch: Branch, _ kernel: Int) -> Feature {
    let form = "\(kernel)x\(kernel)"
    let y = unit("\(form)_reduce", x, branch.reduced, 1)
    return unit(form, y, branch.outputs, kernel, stride: stride)
  }

  private func pooled(_ x: Feature) -> Feature {
    switch pool {
    case .maximum(let outputs):
      project(Pooling.maximum(3, stride: stride, padding: 1)(x), outputs)
    case .euclidean(let outputs):
      project(Pooling.euclidean(3, stride: stride, padding: 1)(x), outputs)
    }
  }

  private func project(_ x: Feature, _ outputs: Int?) -> Feature {
    outputs.map { unit("pool_proj", x, $0, 1) } ?? x
  }

  private func unit(
    _ part: String, _ x: Feature, _ outputs: Int, _ kernel: Int, stride: Int = 1
  ) -> Feature {
    Rectified(
      "\(name).\(part)", x.shape.channels, outputs, kernel: kernel, stride: stride,
      normalised: style == .openface)(x)
  }
}
