import Tensors

/// `Resize` and its older form `Upsample`: nearest neighbours and linear interpolation.
extension OnnxImporter {
  mutating func resize() throws(OnnxError) {
    let (value, view) = try computed()
    let settings = node.attributes
    let mode = settings["mode"]?.text ?? "nearest"
    guard ["nearest", "linear"].contains(mode), try count("antialias", 0) == 0 else {
      throw refusal(.attribute("mode \(mode)"))
    }
    let targets = try targets(of: view.extents)
    if mode == "nearest", view.isMap, let factor = try repeats(targets, view.extents) {
      return setMap(try add(.enlarge(factor), to: [value]))
    }
    var result = (value: value, view: view)
    for (dimension, target) in targets.enumerated() where target.scale != 1 {
      let extent = view.extents[dimension]
      var taps: [[Tap]] = []
      for place in 0..<target.size {
        let origin = try origin(of: place, extent, target)
        taps.append(
          mode == "linear"
            ? Tap.between(origin, extent: extent) : [Tap(try nearest(origin, extent))])
      }
      result = try resampled(result, dimension, taps)
    }
    set(.computed(result.value, result.view))
  }

  /// The scale and the size of each dimension.
  private func targets(of extents: [Int]) throws(OnnxError) -> [(scale: Float, size: Int)] {
    let isOld = node.kind == "Upsample" || node.inputs.count == 2
    let scales = try constant(isOld ? 1 : 2)?.floats ?? node.attributes["scales"]?.floats ?? []
    let sizes = try constant(3)?.integers ?? []
    var targets: [(scale: Float, size: Int)] = []
    if scales.count == extents.count {
      targets = zip(scales, extents).map { scale, extent in
        (scale, Int(exactly: (scale * Float(extent)).rounded(.down)) ?? 0)
      }
    } else if sizes.count == extents.count {
      targets = zip(sizes, extents).map { (Float($0) / Float(max(1, $1)), $0) }
    }
    guard targets.count == extents.count, !targets.isEmpty, targets[0].scale == 1,
      targets.allSatisfy({ $0.scale > 0 && (1...65_536).contains($0.size) })
    else { throw refusal(.attribute(scales.isEmpty ? "sizes \(sizes)" : "scales \(scales)")) }
    return targets
  }

  /// How often each row and column is repeated, where that is all the resizing does.
  private func repeats(
    _ targets: [(scale: Float, size: Int)], _ extents: [Int]
  ) throws(OnnxError) -> Extent? {
    var factors: [Int] = []
    for (target, extent) in zip(targets, extents) {
      guard extent > 0, target.size % extent == 0 else { return nil }
      let factor = target.size / extent
      for place in 0..<target.size {
        let source = try nearest(try origin(of: place, extent, target), extent)
        if source != place / factor { return nil }
      }
      factors.append(factor)
    }
    guard factors.count == 4, factors[0] == 1, factors[1] == 1 else { return nil }
    return Extent(height: factors[2], width: factors[3])
  }

  /// Where a place of the result lies on the input.
  private func origin(
    of place: Int, _ extent: Int, _ target: (scale: Float, size: Int)
  ) throws(OnnxError) -> Float {
    let isOld = node.kind == "Upsample" || node.inputs.count == 2
    let mode =
      node.attributes["coordinate_transformation_mode"]?.text
      ?? (isOld ? "asymmetric" : "half_pixel")
    let place = Float(place)
    switch mode {
    case "half_pixel": return (place + 0.5) / target.scale - 0.5
    case "pytorch_half_pixel":
      return target.size > 1 ? (place + 0.5) / target.scale - 0.5 : 0
    case "asymmetric": return place / target.scale
    case "align_corners":
      return target.size > 1 ? place * Float(extent - 1) / Float(target.size - 1) : 0
    default: throw refusal(.attribute("coordinate_transformation_mode \(mode)"))
    }
  }

  private func nearest(_ origin: Float, _ extent: Int) throws(OnnxError) -> Int {
    let isOld = node.kind == "Upsample" || node.inputs.count == 2
    let place: Float
    switch node.attributes["nearest_mode"]?.text ?? (isOld ? "floor" : "round_prefer_floor") {
    case "round_prefer_floor": place = (origin - 0.5).rounded(.up)
    case "round_prefer_ceil": place = (origin + 0.5).rounded(.down)
    case "floor": place = origin.rounded(.down)
    case "ceil": place = origin.rounded(.up)
    case let mode: throw refusal(.attribute("nearest_mode \(mode)"))
    }
    return Int(min(max(place, 0), Float(extent - 1)))
  }
}
