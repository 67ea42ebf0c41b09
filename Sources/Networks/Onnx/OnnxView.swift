import Tensors

/// How the dimensions of an ONNX array lie on a map of the engine, batch × channels × height ×
/// width: each is a product of parts of those axes, so that transposing and reshaping move nothing.
struct OnnxView: Equatable {
  enum Axis: Equatable {
    case batch, channel, row, column
  }

  /// Every `stride`-th place of an axis, `extent` of them.
  struct Part: Equatable {
    var axis: Axis
    var extent: Int
    var stride = 1
  }

  /// The parts of each dimension, outermost first.
  var dimensions: [[Part]]

  /// The extents for a single sample.
  var extents: [Int] {
    dimensions.map { $0.reduce(1) { $0 * $1.extent } }
  }

  /// All parts in order.
  var parts: [Part] { dimensions.flatMap { $0 } }

  /// The map's own order, N × C × H × W.
  static func map(channels: Int, height: Int, width: Int) -> OnnxView {
    OnnxView(dimensions: [
      [Part(axis: .batch, extent: 1)], [Part(axis: .channel, extent: channels)],
      [Part(axis: .row, extent: height)], [Part(axis: .column, extent: width)],
    ])
  }

  /// A vector, N × C.
  static func vector(_ channels: Int) -> OnnxView {
    OnnxView(dimensions: [
      [Part(axis: .batch, extent: 1)], [Part(axis: .channel, extent: channels)],
    ])
  }

  /// Whether this is the map's own order.
  var isMap: Bool {
    dimensions.count == 4 && dimensions[0].contains { $0.axis == .batch }
      && zip(dimensions, [Axis.batch, .channel, .row, .column]).allSatisfy { parts, axis in
        parts.allSatisfy { $0.extent == 1 || $0.axis == axis && $0.stride == 1 }
      }
  }

  /// Whether this is a sample's values in the map's own order.
  var isFlat: Bool {
    let (first, second) = (dimensions.first ?? [], dimensions.last ?? [])
    guard dimensions.count == 2, first.allSatisfy({ $0.extent == 1 }) else { return false }
    let order: [Axis] = [.channel, .row, .column]
    let axes = second.filter { $0.extent != 1 }
    return axes.allSatisfy { $0.stride == 1 }
      && axes.compactMap { order.firstIndex(of: $0.axis) }.isAscending
  }

  /// The dimension that is the whole channel axis and nothing else, if one is.
  func channelDimension(of channels: Int) -> Int? {
    dimensions.firstIndex { parts in
      let parts = parts.filter { $0.extent != 1 || channels == 1 && $0.axis == .channel }
      return parts.count == 1 && parts[0].axis == .channel && parts[0].extent == channels
    }
  }

  /// The axis that a dimension is the whole of, and nothing else.
  func axis(of dimension: Int, on map: Shape) -> MapAxis? {
    let parts = dimensions[dimension].filter { $0.extent != 1 }
    guard parts.count <= 1, let part = parts.first ?? dimensions[dimension].first,
      part.stride == 1
    else { return nil }
    let axis: MapAxis? =
      switch part.axis {
      case .batch: nil
      case .channel: .channel
      case .row: .row
      case .column: .column
      }
    return axis.flatMap { map[$0] == part.extent ? $0 : nil }
  }

  /// The view with another extent of a dimension that is a whole axis.
  func resized(_ dimension: Int, to extent: Int) -> OnnxView {
    var view = self
    let parts = dimensions[dimension]
    guard let part = parts.first(where: { $0.extent != 1 }) ?? parts.first else { return self }
    view.dimensions[dimension] = [Part(axis: part.axis, extent: extent)]
    return view
  }

  func transposed(_ permutation: [Int]) -> OnnxView? {
    guard permutation.sorted() == Array(dimensions.indices) else { return nil }
    return OnnxView(dimensions: permutation.map { dimensions[$0] })
  }

  /// The same values in row-major order under other extents; nil where a dimension would begin
  /// inside a part that can't be split there.
  func reshaped(to extents: [Int]) -> OnnxView? {
    var rest = parts[...]
    var dimensions: [[Part]] = []
    for extent in extents {
      var dimension: [Part] = []
      var missing = extent
      while let part = rest.first, missing > 1 || part.axis == .batch {
        if missing % part.extent == 0 {
          dimension.append(part)
          missing /= part.extent
          rest.removeFirst()
        } else if part.extent % missing == 0 {
          let inner = part.extent / missing
          dimension.append(
            Part(axis: part.axis, extent: missing, stride: part.stride * inner))
          rest[rest.startIndex].extent = inner
          missing = 1
        } else {
          return nil
        }
      }
      guard missing == 1 else { return nil }
      dimensions.append(dimension)
    }
    guard rest.allSatisfy({ $0.extent == 1 }), !dimensions.isEmpty else { return nil }
    dimensions[dimensions.count - 1] += rest
    return OnnxView(dimensions: dimensions)
  }
}

extension OnnxView {
  /// For each value of one sample in this view's order, its place in the map's memory.
  ///
  /// - Parameters:
  ///   - height: of the map; with `width` it gives the axes their steps.
  ///   - batch: samples; the batch axis steps over `sample` values.
  func places(batch: Int = 1, sample: Int, height: Int, width: Int) -> [Int] {
    var places = [0]
    for part in parts {
      let distance =
        switch part.axis {
        case .batch: sample
        case .channel: height * width
        case .row: width
        case .column: 1
        }
      let step = part.stride * distance
      let extent = part.axis == .batch ? batch : part.extent
      places = places.flatMap { place in (0..<extent).map { place + $0 * step } }
    }
    return places
  }
}

extension [Int] {
  fileprivate var isAscending: Bool { zip(self, dropFirst()).allSatisfy { $0 < $1 } }
}
