import COneDNN

/// The order in which the values of an array of batch × channels × height × width lie in memory.
enum MemoryOrder {
  /// Left to the kernel.
  case any
  /// Row-major.
  case plain
  /// All channels of a cell side by side.
  case channelsLast
  /// 16 channels of a cell side by side.
  case blocks16
  /// Row-major over batch, width, height, channels.
  case columnRowChannel
}

/// A descriptor of an array's place in memory, of one owner.
final class Layout {
  let handle: OpaquePointer

  /// Takes over a handle.
  init(owning handle: OpaquePointer) { self.handle = handle }

  /// Constants as they are given have 32-bit floats.
  init(
    _ dimensions: [Int], _ order: MemoryOrder, _ precision: Precision = .f32
  ) throws(TensorError) {
    let dimensions = dimensions.map { Int64($0) }
    handle = try make("layout") {
      onednn_layout_create(&$0, dimensions, order.code, precision.code)
    }
  }

  /// The weights of a convolution, output × input of a group × height × width.
  ///
  /// - Parameter order: `any`, `plain` or, of one group, `blocks16` of inputs with 16 outputs each.
  init(weights dimensions: [Int], groups: Int, _ order: MemoryOrder) throws(TensorError) {
    let dimensions = dimensions.map { Int64($0) }
    handle = try make("layout of weights") {
      onednn_layout_weights(&$0, dimensions, Int64(groups), order.code)
    }
  }

  /// A line of values.
  init(count: Int) throws(TensorError) {
    handle = try make("layout") { onednn_layout_line(&$0, Int64(count)) }
  }

  deinit { onednn_layout_destroy(handle) }

  /// The layout of some of the channels, in place.
  func channels(_ range: Range<Int>) throws(TensorError) -> Layout {
    Layout(
      owning: try make("layout of channels") {
        onednn_layout_channels(&$0, handle, Int64(range.lowerBound), Int64(range.count))
      })
  }

  /// Bytes from the first value to the end of the last, padding included.
  var bytes: Int { onednn_layout_size(handle) }

  /// Whether memory holds channels beyond the array's own.
  var isPadded: Bool { onednn_layout_is_padded(handle) }
}

extension Layout: Equatable {
  static func == (a: Layout, b: Layout) -> Bool { onednn_layout_equal(a.handle, b.handle) }
}

extension MemoryOrder {
  fileprivate var code: onednn_order {
    switch self {
    case .any: ONEDNN_ANY
    case .plain: ONEDNN_PLAIN
    case .channelsLast: ONEDNN_CHANNELS_LAST
    case .blocks16: ONEDNN_BLOCKS_16
    case .columnRowChannel: ONEDNN_COLUMN_ROW_CHANNEL
    }
  }
}

extension Precision {
  fileprivate var code: onednn_type {
    switch self {
    case .f32: ONEDNN_F32
    }
  }
}
