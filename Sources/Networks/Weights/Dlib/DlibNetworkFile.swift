import Tensors

/// A network that dlib serialised, as its layers in the order of evaluation.
///
/// dlib writes the version numbers of all layers first, outermost to innermost, then, on its way
/// back out, every layer's own record; so the records read forwards, and a record's name says
/// what it holds. Tags and skips leave a version number and no record: which layer feeds which
/// must be known from the network's description.
struct DlibNetworkFile {
  /// The name of the loss layer's record, `nil` for a network saved without.
  let loss: String?
  let layers: [DlibLayer]

  init(_ reader: ByteReader) throws(WeightFileError) {
    var reader = reader
    loss = try reader.dlibLoss()
    let versions = try reader.dlibVersions()
    var layers = [try reader.dlibInput()]
    while true {
      layers.append(try reader.dlibLayer())
      try reader.skipDlibState(versions: versions, innermost: layers.count == 2)
      if reader.remaining == 0 { break }
    }
    try versions.check(layers: layers.count - 1, reader)
    self.layers = layers
  }

  /// The trained arrays by name.
  var tensors: Parameters {
    var counts: [String: Int] = [:]
    var tensors: Parameters = [:]
    for case let (kind, arrays)? in layers.map(\.arrays) {
      let number = counts[kind, default: 0] + 1
      counts[kind] = number
      for (name, tensor) in arrays { tensors["\(kind)\(number).\(name)"] = tensor }
    }
    return tensors
  }
}

/// The version numbers that stand before the records of a network, outermost layer first.
struct DlibVersions {
  let numbers: [Int]

  /// The version of every layer's record but the innermost one's. A tag's version is always 1,
  /// a layer's is 1 or 2, the same throughout one file.
  var layer: Int { numbers.dropLast().max() ?? 1 }

  /// The innermost layer, on the input, has versions of its own.
  var innermost: Int { numbers.last ?? 0 }

  /// - Throws: `malformed` when another number of layers was announced than `count`.
  func check(layers count: Int, _ reader: ByteReader) throws(WeightFileError) {
    let announced = layer == 1 ? numbers.count : numbers.dropLast().count { $0 == 2 } + 1
    let agrees = layer == 1 ? count <= announced : count == announced
    guard agrees else {
      throw reader.malformed(.layerCount(layers: count, versions: announced))
    }
  }
}

extension ByteReader {
  /// The record of the loss layer, the outermost. A network without one begins with two versions.
  fileprivate mutating func dlibLoss() throws(WeightFileError) -> String? {
    var ahead = self
    _ = try ahead.dlibInteger(in: 1...3)
    guard try ahead.dlibInteger() > 3 else { return nil }
    _ = try dlibInteger()
    let start = offset
    let name = try dlibText()
    switch name {
    case "loss_metric_", "loss_multiclass_log_": break
    case "loss_metric_2": for _ in 0..<2 { _ = try dlibFloat() }
    case "loss_mmod_": try skipDlibDetectionOptions()
    default: throw unsupported(.record(name), at: start)
    }
    return name
  }

  /// Options of the sliding-window detector: window, costs of errors and overlaps.
  private mutating func skipDlibDetectionOptions() throws(WeightFileError) {
    let start = offset
    let version = try dlibInteger()
    guard version == 1 else { throw unsupported(.version(version), at: start) }
    for _ in 0..<2 { _ = try dlibInteger() }
    for _ in 0..<7 { _ = try dlibNumber() }
  }

  fileprivate mutating func dlibVersions() throws(WeightFileError) -> DlibVersions {
    var numbers: [Int] = []
    while true {
      var ahead = self
      // The first number that is no version is the length of the input layer's name.
      let number = try ahead.dlibInteger()
      guard number <= 3 else { break }
      numbers.append(try dlibInteger(in: 1...3))
    }
    let versions = DlibVersions(numbers: numbers)
    guard versions.layer <= 2, 2...3 ~= versions.innermost else {
      throw unsupported(.version(max(versions.layer, versions.innermost)), at: offset)
    }
    return versions
  }

  /// What a layer keeps from its last run: flags, and tensors that are empty after `clean()`.
  fileprivate mutating func skipDlibState(
    versions: DlibVersions, innermost: Bool
  ) throws(WeightFileError) {
    for _ in 0..<3 { _ = try dlibFlag() }
    let tensors = innermost || versions.layer == 2 ? 3 : 2
    for _ in 0..<tensors { _ = try dlibTensor() }
    if innermost && versions.innermost == 3 { _ = try dlibInteger() }
  }
}
