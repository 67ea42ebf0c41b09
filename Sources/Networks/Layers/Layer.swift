import Tensors

/// A step of a network, called on the value it works on.
public protocol Layer {
  /// Appends the layer to the network and returns the value it computes.
  func callAsFunction(_ input: Feature) -> Feature
}

/// A feature map as a vector, in the order that the next dense layer was trained on.
public struct Flatten: Layer {
  let order: FlattenOrder

  public init(_ order: FlattenOrder) { self.order = order }

  public func callAsFunction(_ input: Feature) -> Feature {
    input.apply(.flatten(order), kind: "flatten")
  }
}

/// Left and right changed over.
public struct Mirror: Layer {
  public init() {}

  public func callAsFunction(_ input: Feature) -> Feature {
    let taps = (0..<input.shape.width).reversed().map { [Tap($0)] }
    return input.apply(.resample(.column, taps), kind: "mirror")
  }
}

/// Some rows of a map alone.
public struct Rows: Layer {
  let rows: Range<Int>

  public init(_ rows: Range<Int>) { self.rows = rows }

  public func callAsFunction(_ input: Feature) -> Feature {
    input.apply(.resample(.row, rows.map { [Tap($0)] }), kind: "rows")
  }
}

/// exp(x) / Σ exp over the channels of each cell.
public struct Softmax: Layer {
  public init() {}

  public func callAsFunction(_ input: Feature) -> Feature {
    input.apply(.softmax, kind: "softmax")
  }
}

/// x / ‖x‖₂ over the channels of each cell.
public struct Normalise: Layer {
  public init() {}

  public func callAsFunction(_ input: Feature) -> Feature {
    input.apply(.normalise, kind: "normalise")
  }
}

/// In training, a share of the values set to zero at random; otherwise nothing.
public struct Dropout: Layer {
  let rate: Float

  /// - Parameter rate: the share that is dropped.
  public init(_ rate: Float) { self.rate = rate }

  public func callAsFunction(_ input: Feature) -> Feature {
    input.apply(.dropout(rate: rate), kind: "dropout")
  }
}
