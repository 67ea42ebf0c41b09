import Tensors

/// A PyTorch state dict in the legacy form of `torch.save` (torch/serialization.py,
/// `_legacy_save`): five pickles, then the storages.
///
/// The pickles are a magic number, the protocol, facts about the machine, the state dict and the
/// storages' keys; then each key's count and raw numbers follow in that order.
struct TorchFile {
  /// The magic number as the pickle that a file begins with.
  static let magic: [UInt8] = [
    0x80, 0x02, 0x8a, 0x0a, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19, 0x2e,
  ]

  let tensors: Parameters

  init(_ reader: ByteReader) throws(WeightFileError) {
    var reader = reader
    try reader.take(Self.magic.count)
    try reader.torchProtocol()
    try reader.torchMachine()
    let start = reader.offset
    let state = try reader.torchState()
    let storages = try reader.torchStorages(of: state)
    try reader.finish()
    tensors = try TorchGather(storages: storages, reader: reader, state: start).tensors(state)
  }
}

/// A tensor of a state dict with its name.
typealias TorchEntry = (name: String, tensor: TorchTensor)

extension ByteReader {
  fileprivate mutating func torchProtocol() throws(WeightFileError) {
    let start = offset
    guard case .integer(let version) = try Pickle.value(from: &self) else {
      throw malformed(.pickle, at: start)
    }
    guard version == 1001 else { throw unsupported(.version(version), at: start) }
  }

  fileprivate mutating func torchMachine() throws(WeightFileError) {
    let start = offset
    guard case .dictionary(let container) = try Pickle.value(from: &self) else {
      throw malformed(.pickle, at: start)
    }
    let items = container.values
    for index in stride(from: 0, to: items.count, by: 2) {
      if case (.text("little_endian"), .flag(false)) = (items[index], items[index + 1]) {
        throw unsupported(.bigEndian, at: start)
      }
    }
  }

  /// The state dict that a pickle holds.
  mutating func torchState() throws(WeightFileError) -> [TorchEntry] {
    let start = offset
    guard case .dictionary(let container) = try Pickle.value(from: &self) else {
      throw malformed(.pickle, at: start)
    }
    let items = container.values
    var entries: [TorchEntry] = []
    for index in stride(from: 0, to: items.count, by: 2) {
      guard case (.text(let name), .tensor(let tensor)) = (items[index], items[index + 1]) else {
        throw malformed(.pickle, at: start)
      }
      entries.append((name, tensor))
    }
    return entries
  }

  /// Where each storage's numbers lie, by key.
  fileprivate mutating func torchStorages(
    of state: [TorchEntry]
  ) throws(WeightFileError) -> [String: Range<Int>] {
    let start = offset
    guard case .list(let keys) = try Pickle.value(from: &self) else {
      throw malformed(.pickle, at: start)
    }
    let declared = Dictionary(
      state.map { ($0.tensor.storage.key, $0.tensor.storage) }, uniquingKeysWith: { $1 })
    var places: [String: Range<Int>] = [:]
    for case .text(let key) in keys.values {
      guard places[key] == nil else { throw malformed(.repeatedName(key)) }
      guard let storage = declared[key] else { throw malformed(.missingStorage(key)) }
      places[key] = try torchStorage(storage)
    }
    return places
  }

  /// The count of a storage, which must be the one declared, and the place of its numbers.
  private mutating func torchStorage(
    _ storage: TorchStorage
  ) throws(WeightFileError) -> Range<Int> {
    let start = offset
    let count = Int(clamping: try littleEndian(bytes: 8))
    guard count == storage.count else {
      throw malformed(.lengths(storage.count, count), at: start)
    }
    guard count <= remaining / storage.number.size else {
      throw .truncated(file: file, offset: start)
    }
    return try take(count * storage.number.size)
  }
}
