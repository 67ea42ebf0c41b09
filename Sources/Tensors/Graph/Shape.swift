/// The extent of one sample: channels × height × width. A vector has height and width 1.
public struct Shape: Hashable, Sendable {
  /// The values of a cell.
  public var channels: Int
  /// The rows of a map.
  public var height: Int
  /// The columns of a map.
  public var width: Int

  /// A map, or a vector when only channels are given.
  public init(channels: Int, height: Int = 1, width: Int = 1) {
    self.channels = channels
    self.height = height
    self.width = width
  }

  /// The number of values in a sample.
  public var count: Int { channels * height * width }
}

/// A height and a width in cells, of a kernel, a window or a stride.
public struct Extent: Hashable, Sendable {
  /// The rows.
  public var height: Int
  /// The columns.
  public var width: Int

  /// A rectangle.
  public init(height: Int, width: Int) {
    self.height = height
    self.width = width
  }

  /// A square of the given side.
  public init(_ side: Int) { self.init(height: side, width: side) }
}

/// Cells of zeros put around a feature map before a window slides over it.
public struct Padding: Hashable, Sendable {
  /// Rows above the map.
  public var top: Int
  /// Columns before the map.
  public var left: Int
  /// Rows below the map.
  public var bottom: Int
  /// Columns after the map.
  public var right: Int

  /// Each side's own padding.
  public init(top: Int, left: Int, bottom: Int, right: Int) {
    self.top = top
    self.left = left
    self.bottom = bottom
    self.right = right
  }

  /// The same padding above and below, and left and right.
  public init(vertical: Int, horizontal: Int) {
    self.init(top: vertical, left: horizontal, bottom: vertical, right: horizontal)
  }

  /// The same padding on every side.
  public init(_ all: Int) { self.init(vertical: all, horizontal: all) }

  /// No padding.
  public static let none = Padding(0)
}
