/// What the calls in a state dict mean, without calling anything.
extension Pickle {
  /// A call: a function and a tuple of arguments become the value that the function would return.
  mutating func reduce() throws(WeightFileError) {
    let start = reader.offset
    let arguments = try pop()
    switch (try pop(), arguments) {
    case (.global(.orderedDictionary), .tuple(let items, _)) where items.isEmpty:
      try push(.dictionary(PickleItems()))
    case (.global(.rebuildTensor), .tuple(let items, _)):
      guard let tensor = TorchTensor(items) else { throw reader.malformed(.pickle, at: start) }
      try push(.tensor(tensor))
    case (.global(.rebuildParameter), .tuple(let items, _)):
      guard case .tensor? = items.first else { throw reader.malformed(.pickle, at: start) }
      try push(items[0])
    default: throw reader.malformed(.pickle, at: start)
    }
  }

  /// A persistent id: the storage that a tensor lies in.
  mutating func persistent() throws(WeightFileError) {
    let start = reader.offset
    guard case .tuple(let items, _) = try pop(), let storage = TorchStorage(items) else {
      throw reader.malformed(.pickle, at: start)
    }
    try push(.storage(storage))
  }

  /// Attributes set on an object: a state dict carries its modules' versions so. Passed over.
  mutating func build() throws(WeightFileError) {
    let start = reader.offset
    let attributes = try pop()
    let object = try pop()
    guard case (.dictionary, .dictionary) = (object, attributes) else {
      throw reader.malformed(.pickle, at: start)
    }
    try push(object)
  }
}

extension TorchStorage {
  /// From `('storage', type, key, device, count)`, in the legacy form with a view into another
  /// storage behind, which must be absent.
  fileprivate init?(_ items: [PickleValue]) {
    guard 5...6 ~= items.count, case .text("storage") = items[0], case .global(let type) = items[1],
      case .text(let key) = items[2], case .integer(let count) = items[4], count >= 0,
      items.dropFirst(5).allSatisfy(\.isNone), let number = StoredNumber(type)
    else { return nil }
    self.init(key: key, number: number, count: count)
  }
}

extension PickleValue {
  fileprivate var isNone: Bool { if case .none = self { true } else { false } }
}

extension StoredNumber {
  fileprivate init?(_ type: TorchGlobal) {
    switch type {
    case .halfStorage: self = .half
    case .bfloatStorage: self = .bfloat
    case .intStorage: self = .int
    case .floatStorage: self = .float
    case .doubleStorage: self = .double
    case .longStorage: self = .long
    default: return nil
    }
  }
}

extension TorchTensor {
  /// From the arguments of `_rebuild_tensor_v2`: storage, offset, size, stride and two to three
  /// that only training needs.
  fileprivate init?(_ items: [PickleValue]) {
    guard 6...7 ~= items.count, case .storage(let storage) = items[0],
      case .integer(let start) = items[1],
      let sizes = integers(items[2]), let strides = integers(items[3]),
      sizes.count == strides.count, sizes.count <= 8
    else { return nil }
    self.init(storage: storage, start: start, sizes: sizes, strides: strides)
  }
}

/// The items of a tuple, all integers and none negative.
private func integers(_ value: PickleValue) -> [Int]? {
  guard case .tuple(let items, _) = value else { return nil }
  var integers: [Int] = []
  for case .integer(let integer) in items where integer >= 0 { integers.append(integer) }
  return integers.count == items.count ? integers : nil
}
