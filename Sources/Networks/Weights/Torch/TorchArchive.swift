import Tensors

/// A PyTorch state dict as `torch.save` has written it since 1.6: a zip archive with a pickle
/// (`NAME/data.pkl`) and an entry for each storage (`NAME/data/KEY`).
struct TorchArchive {
  let tensors: Parameters

  init(_ reader: ByteReader) throws(WeightFileError) {
    let entries = try ZipDirectory(reader).entries
    let pickles = entries.keys.filter { $0.hasSuffix("/data.pkl") }
    guard pickles.count == 1, let pickle = pickles.first, let place = entries[pickle] else {
      throw reader.unsupported(.format("a zip archive without a state dict"), at: 0)
    }
    let folder = pickle.dropLast("data.pkl".count)
    if let order = entries[folder + "byteorder"], reader.bytes[order].elementsEqual("big".utf8) {
      throw reader.unsupported(.bigEndian, at: order.lowerBound)
    }
    var part = ByteReader(reader, in: place)
    let state = try part.torchState()
    try part.finish()
    let storages = try reader.storages(of: state, in: entries, folder: folder + "data/")
    tensors = try TorchGather(storages: storages, reader: reader, state: place.lowerBound)
      .tensors(state)
  }
}

extension ByteReader {
  /// Where each storage's numbers lie, by key.
  fileprivate func storages(
    of state: [TorchEntry], in entries: [String: Range<Int>], folder: String
  ) throws(WeightFileError) -> [String: Range<Int>] {
    var places: [String: Range<Int>] = [:]
    for (_, tensor) in state {
      let storage = tensor.storage
      guard let place = entries[folder + storage.key] else {
        throw malformed(.missingStorage(storage.key))
      }
      guard storage.number.bytes(of: storage.count) == place.count else {
        throw malformed(.lengths(storage.count, place.count / storage.number.size))
      }
      places[storage.key] = place
    }
    return places
  }
}
