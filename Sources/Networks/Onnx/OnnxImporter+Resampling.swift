import Tensors

/// Operators that make each place along an axis of a few of the input's.
extension OnnxImporter {
  /// A value with one of its dimensions resampled; as it is where each place stays.
  mutating func resampled(
    _ value: (value: Graph.Value, view: OnnxView), _ dimension: Int, _ taps: [[Tap]]
  ) throws(OnnxError) -> (value: Graph.Value, view: OnnxView) {
    let (source, view) = value
    if taps == (0..<view.extents[dimension]).map({ [Tap($0)] }) { return value }
    guard let axis = view.axis(of: dimension, on: shape(source)), !taps.isEmpty else {
      throw refusal(.shapes([view.extents]))
    }
    let result = try add(.resample(axis, taps), to: [source])
    return (result, view.resized(dimension, to: taps.count))
  }

  // MARK: cutting

  mutating func slice() throws(OnnxError) {
    if case .constant(let list) = try required(0) { return try slice(list) }
    var part = try computed()
    for range in try ranges(of: part.view.extents) {
      part = try resampled(part, range.dimension, range.places.map { [Tap($0)] })
    }
    set(.computed(part.value, part.view))
  }

  /// The places that a `Slice` leaves of each dimension it names.
  func ranges(of extents: [Int]) throws(OnnxError) -> [(dimension: Int, places: [Int])] {
    let first = try constant(1)?.integers ?? node.attributes["starts"]?.integers ?? []
    let last = try constant(2)?.integers ?? node.attributes["ends"]?.integers ?? []
    let given = try constant(3)?.integers ?? node.attributes["axes"]?.integers
    let axes = given ?? Array(first.indices)
    let steps = try constant(4)?.integers ?? axes.map { _ in 1 }
    guard first.count == axes.count, last.count == axes.count, steps.count == axes.count,
      steps.allSatisfy({ $0 != 0 && $0 > -65_536 && $0 < 65_536 })
    else { throw refusal(.shapes([first, last, axes, steps])) }
    var ranges: [(dimension: Int, places: [Int])] = []
    for index in axes.indices {
      let dimension = try axis(axes[index], of: extents.count)
      let extent = extents[dimension]
      let bounds = steps[index] > 0 ? 0...extent : -1...max(-1, extent - 1)
      func place(_ value: Int) -> Int {
        let place = value < 0 ? value.addingReportingOverflow(extent).partialValue : value
        return min(max(place, bounds.lowerBound), bounds.upperBound)
      }
      let places = stride(from: place(first[index]), to: place(last[index]), by: steps[index])
      ranges.append((dimension, Array(places)))
    }
    return ranges
  }

  mutating func gather() throws(OnnxError) {
    if case .constant(let list) = try required(0) { return try gather(from: list) }
    var value = try computed()
    let indices = try requiredConstant(1)
    let dimension = try axis(
      node.attributes["axis"]?.integer ?? 0, of: value.view.dimensions.count)
    guard let given = indices.integers, indices.dimensions.count <= 1 else {
      throw refusal(.shapes([value.view.extents, indices.dimensions]))
    }
    var taps: [[Tap]] = []
    for place in given { taps.append([Tap(try axis(place, of: value.view.extents[dimension]))]) }
    value = try resampled(value, dimension, taps)
    if indices.dimensions.isEmpty { value.view.dimensions.remove(at: dimension) }
    set(.computed(value.value, value.view))
  }

  // MARK: means

  /// The mean over some dimensions, each in turn.
  mutating func reduceToMean() throws(OnnxError) {
    var value = try computed()
    let rank = value.view.dimensions.count
    let given = try constant(1)?.integers ?? node.attributes["axes"]?.integers
    var axes: [Int] = []
    for axis in given ?? Array(0..<rank) { axes.append(try self.axis(axis, of: rank)) }
    guard Set(axes).count == axes.count else { throw refusal(.attribute("axes \(axes)")) }
    let keeps = try count("keepdims", 1) == 1
    if value.view.isMap, axes.sorted() == [2, 3] {
      let mean = try add(.globalAverage, to: [value.value])
      return keeps ? setMap(mean) : set(.computed(mean, .vector(shape(mean).channels)))
    }
    for dimension in axes {
      let extent = value.view.extents[dimension]
      let taps = (0..<extent).map { Tap($0, weight: 1 / Float(extent)) }
      value = try resampled(value, dimension, [taps])
    }
    if !keeps {
      for dimension in axes.sorted().reversed() { value.view.dimensions.remove(at: dimension) }
    }
    set(.computed(value.value, value.view))
  }

  // MARK: padding

  /// Zeros around a map, which a convolution behind it takes over; other paddings at once.
  mutating func pad() throws(OnnxError) {
    var value = try computed()
    let mode = node.attributes["mode"]?.text ?? "constant"
    let filling = try constant(2)?.floats.first ?? node.attributes["value"]?.float ?? 0
    let rank = value.view.dimensions.count
    let pads = try constant(1)?.integers ?? node.attributes["pads"]?.integers ?? []
    guard pads.count == 2 * rank, pads.allSatisfy((-65_535...65_535).contains),
      filling.isFinite, try input(3) == nil
    else { throw refusal(.attribute("pads \(pads)")) }
    if mode == "constant", filling == 0, value.view.isMap, pads.allSatisfy({ $0 >= 0 }),
      pads[0] + pads[1] + pads[4] + pads[5] == 0
    {
      let padding = Padding(top: pads[2], left: pads[3], bottom: pads[6], right: pads[7])
      return set(
        padding == .none
          ? .computed(value.value, value.view) : .padded(value.value, value.view, padding))
    }
    if filling != 0 { value.value = try affine(value.value, [1], [-filling]) }
    for dimension in 0..<rank {
      let taps = try padded(
        value.view.extents[dimension], pads[dimension], pads[rank + dimension], mode)
      value = try resampled(value, dimension, taps)
    }
    if filling != 0 { value.value = try affine(value.value, [1], [filling]) }
    set(.computed(value.value, value.view))
  }

  /// Zeros around a map, for what is no convolution.
  mutating func pad(
    _ value: Graph.Value, _ view: OnnxView, _ padding: Padding
  ) throws(OnnxError) -> (value: Graph.Value, view: OnnxView) {
    let extents = view.extents
    let rows = try padded(extents[2], padding.top, padding.bottom, "constant")
    let columns = try padded(extents[3], padding.left, padding.right, "constant")
    return try resampled(resampled((value, view), 2, rows), 3, columns)
  }

  /// Where each place of a padded axis comes from; nowhere for a constant.
  private func padded(
    _ extent: Int, _ before: Int, _ after: Int, _ mode: String
  ) throws(OnnxError) -> [[Tap]] {
    let places = -before..<max(-before, extent + after)
    var taps: [[Tap]] = []
    for place in places {
      switch mode {
      case _ where (0..<extent).contains(place): taps.append([Tap(place)])
      case "constant": taps.append([])
      case "edge": taps.append([Tap(min(max(place, 0), extent - 1))])
      case "reflect":
        let mirrored = place < 0 ? -place : 2 * (extent - 1) - place
        guard (0..<extent).contains(mirrored) else { throw refusal(.attribute("pads \(before)")) }
        taps.append([Tap(mirrored)])
      default: throw refusal(.attribute("mode \(mode)"))
      }
    }
    return taps
  }
}
