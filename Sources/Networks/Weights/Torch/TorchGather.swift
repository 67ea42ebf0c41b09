import Tensors

/// Makes row-major tensors of views into storages.
struct TorchGather {
  let storages: [String: Range<Int>]
  let reader: ByteReader
  /// Where the state dict begins, for errors about its tensors.
  let state: Int

  /// - Throws: `malformed` when a view leaves its storage or, all together, the tensors would take
  ///   more than the file allows: numbers may be repeated, as by `expand`, but not without end.
  func tensors(_ entries: [TorchEntry]) throws(WeightFileError) -> Parameters {
    var tensors: Parameters = [:]
    var room = reader.room
    for (name, view) in entries {
      guard tensors[name] == nil else { throw reader.malformed(.repeatedName(name), at: state) }
      let place = try place(of: view)
      let count = try count(view, in: place)
      guard count <= room else { throw reader.malformed(.tooLarge, at: state) }
      room -= count
      tensors[name] = Tensor(dimensions: view.sizes, values: values(of: view, count, at: place))
    }
    return tensors
  }

  private func place(of view: TorchTensor) throws(WeightFileError) -> Range<Int> {
    guard let place = storages[view.storage.key] else {
      throw reader.malformed(.missingStorage(view.storage.key), at: state)
    }
    guard view.storage.number.bytes(of: view.storage.count) == place.count else {
      throw reader.malformed(.lengths(view.storage.count, place.count), at: state)
    }
    return place
  }

  /// The number of values, all of which lie in the storage.
  private func count(_ view: TorchTensor, in place: Range<Int>) throws(WeightFileError) -> Int {
    let available = view.storage.count
    var count = 1
    var last = view.start
    for (size, step) in zip(view.sizes, view.strides) {
      let (product, tooMany) = count.multipliedReportingOverflow(by: size)
      let (reach, tooFar) = max(size - 1, 0).multipliedReportingOverflow(by: step)
      let (sum, beyond) = last.addingReportingOverflow(reach)
      guard !tooMany, !tooFar, !beyond else { throw reader.malformed(.tooLarge, at: state) }
      (count, last) = (product, sum)
    }
    guard count == 0 || 0..<available ~= last, view.start >= 0 else {
      throw reader.malformed(.tooLarge, at: state)
    }
    return count
  }

  private func values(of view: TorchTensor, _ count: Int, at place: Range<Int>) -> [Float] {
    // An axis without values may stand beside axes of any length.
    guard count > 0 else { return [] }
    let size = view.storage.number.size
    let start = place.lowerBound + view.start * size
    if view.isRowMajor {
      return reader.numbers(view.storage.number, at: start..<start + count * size)
    }
    var values: [Float] = []
    values.reserveCapacity(count)
    reader.bytes.withUnsafeBytes { bytes in
      view.forEachRow { position, count, stride in
        for index in 0..<count {
          let offset = start + (position + index * stride) * size
          values.append(view.storage.number.load(from: bytes, at: offset))
        }
      }
    }
    return values
  }
}

extension TorchTensor {
  /// Whether the last index varies fastest and no number is skipped.
  fileprivate var isRowMajor: Bool {
    var expected = 1
    for (size, stride) in zip(sizes, strides).reversed() where size != 1 {
      guard stride == expected else { return false }
      expected *= size
    }
    return true
  }

  /// Calls `body` for every run of values along the last axis, in row-major order, with the
  /// position of the first from the view's start, their number and their distance.
  fileprivate func forEachRow(_ body: (_ position: Int, _ count: Int, _ stride: Int) -> Void) {
    func visit(_ axis: Int, _ position: Int) {
      guard axis < sizes.count - 1 else {
        return body(position, sizes.last ?? 1, strides.last ?? 1)
      }
      for index in 0..<sizes[axis] { visit(axis + 1, position + index * strides[axis]) }
    }
    visit(0, 0)
  }
}
