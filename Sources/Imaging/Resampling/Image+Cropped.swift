extension Image {
  /// The pixels of `region`; black where it leaves the picture.
  public func cropped(to region: PixelRegion) -> Image {
    precondition(region.width >= 0 && region.height >= 0, "\(region) has a negative side")
    var result = Image(width: region.width, height: region.height)
    let first = max(0, region.left)
    let end = min(width, region.left + region.width)
    guard first < end else { return result }
    result.pixels.withUnsafeMutableBufferPointer { target in
      pixels.withUnsafeBufferPointer { source in
        for row in max(0, region.top)..<max(0, region.top, min(height, region.top + region.height))
        {
          let from = 3 * (row * width + first)
          let to = 3 * ((row - region.top) * region.width + first - region.left)
          let slice = source[from..<(from + 3 * (end - first))]
          _ = target[to...].update(fromContentsOf: slice)
        }
      }
    }
    return result
  }
}
