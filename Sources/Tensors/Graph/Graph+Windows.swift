/// What a window slid over a map leaves.
extension Graph.Node {
  func convolved(
    _ map: Shape, _ weight: Parameter, _ bias: Parameter?, _ stride: Extent, _ padding: Padding,
    _ dilation: Extent, _ groups: Int
  ) throws(TensorError) -> Shape {
    let dimensions = weight.dimensions
    guard dimensions.count == 4, groups > 0, dimensions[0].isMultiple(of: groups),
      map.channels.isMultiple(of: groups), dimensions[1] == map.channels / groups
    else {
      throw .parameterMismatch(node: name, parameter: weight.name, channels: map.channels)
    }
    if let bias { try check(bias, dimensions[0]) }
    let kernel = Extent(height: dimensions[2], width: dimensions[3])
    var shape = try slid(map, kernel, stride, padding, .down, dilation: dilation)
    shape.channels = dimensions[0]
    return shape
  }

  /// A convolution with kernels for each region.
  func convolved(
    _ map: Shape, _ weight: Parameter, _ bias: Parameter?, _ stride: Extent, _ padding: Padding,
    in region: Extent
  ) throws(TensorError) -> Shape {
    let dimensions = weight.dimensions
    guard dimensions.count == 6, dimensions[3] == map.channels else {
      throw .parameterMismatch(node: name, parameter: weight.name, channels: map.channels)
    }
    let kernel = Extent(height: dimensions[4], width: dimensions[5])
    var shape = try slid(map, kernel, stride, padding, .down)
    shape.channels = dimensions[2]
    guard region.height > 0, region.width > 0,
      dimensions[0] == shape.height.parts(of: region.height),
      dimensions[1] == shape.width.parts(of: region.width)
    else {
      throw .parameterMismatch(node: name, parameter: weight.name, channels: map.channels)
    }
    if let bias, bias.dimensions != Array(dimensions[..<3]) {
      throw .parameterMismatch(node: name, parameter: bias.name, channels: dimensions[2])
    }
    return shape
  }

  /// Every window of a pooling must hold a cell of the map: a maximum of padding means nothing.
  func checkReach(
    of window: Extent, _ stride: Extent, _ padding: Padding, on map: Shape
  ) throws(TensorError) {
    guard
      max(padding.top, padding.bottom) < window.height,
      max(padding.left, padding.right) < window.width
    else {
      throw .window(node: name, window: window, stride: stride, padding: padding, map: map)
    }
  }

  func slid(
    _ map: Shape, _ window: Extent, _ stride: Extent, _ padding: Padding, _ rounding: Rounding,
    dilation: Extent = Extent(1)
  ) throws(TensorError) -> Shape {
    let height = rounding.positions(
      of: window.height.spread(dilation.height), stride.height, padding.top, padding.bottom,
      on: map.height)
    let width = rounding.positions(
      of: window.width.spread(dilation.width), stride.width, padding.left, padding.right,
      on: map.width)
    guard let height, let width else {
      throw .window(node: name, window: window, stride: stride, padding: padding, map: map)
    }
    return Shape(channels: map.channels, height: height, width: width)
  }
}

extension Int {
  /// How many parts of a size cover this length.
  func parts(of size: Int) -> Int { (self + size - 1) / size }

  /// The cells from the first to the last of this many, `distance` apart; 0 where that is nothing
  /// or beyond any map.
  fileprivate func spread(_ distance: Int) -> Int {
    guard self > 0, distance > 0 else { return 0 }
    let (reach, overflow) = (self - 1).multipliedReportingOverflow(by: distance)
    return overflow || reach > 1 << 31 ? 0 : reach + 1
  }
}

extension Rounding {
  /// The number of places of a window along one axis, or nil when there is none.
  fileprivate func positions(
    of window: Int, _ stride: Int, _ before: Int, _ after: Int, on length: Int
  ) -> Int? {
    guard window > 0, stride > 0, before >= 0, after >= 0 else { return nil }
    let slack = length + before + after - window
    switch self {
    case .down: return slack < 0 ? nil : slack / stride + 1
    case .up:
      guard slack > -stride else { return nil }
      let count = slack <= 0 ? 1 : (slack + stride - 1) / stride + 1
      // A window that would start in the padding after the map holds none of its cells.
      return (count - 1) * stride >= length + before ? count - 1 : count
    }
  }
}
