import Testing

@testable import Networks

@Suite struct TorchArchiveTests {
  @Test func readsEveryKindOfNumberAndAnyStride() throws {
    let file = try WeightFile(bytes: SavedFiles.torchArchive, name: "net.pt")
    #expect(file.tensors["half"]?.values == [0.5, -2, 65504])
    #expect(file.tensors["bfloat"]?.dimensions == [2, 1])
    #expect(file.tensors["bfloat"]?.values == [1.5, -3])
    #expect(file.tensors["double"]?.values == [0.1])
    #expect(file.tensors["view"]?.dimensions == [2, 2])
    #expect(file.tensors["view"]?.values == [1, 4, 2, 5])
    #expect(file.tensors["bn.num_batches_tracked"]?.dimensions == [])
    #expect(file.tensors["bn.num_batches_tracked"]?.values == [7])
    #expect(file.tensors.count == 5)
  }

  /// Every entry's method stands 10 bytes behind the signature of its record.
  @Test func refusesACompressedEntryByName() throws {
    var bytes = SavedFiles.torchArchive
    let record = try #require(
      bytes.indices.first { bytes[$0...].starts(with: [0x50, 0x4b, 1, 2]) })
    bytes[record + 10] = 8
    let error = WeightFileError.unsupported(
      file: "net.pt", offset: record, .compressedEntry("archive/data.pkl"))
    #expect(throws: error) { try WeightFile(bytes: bytes, name: "net.pt") }
  }

  @Test func refusesAnArchiveOfSomethingElse() {
    let empty: [UInt8] = [0x50, 0x4b, 5, 6] + Array(repeating: 0, count: 18)
    let error = WeightFileError.unsupported(
      file: "a.zip", offset: 0, .format("a zip archive without a state dict"))
    #expect(throws: error) { try WeightFile(bytes: ZipDirectory.magic + empty, name: "a.zip") }
  }

  @Test func refusesEveryTruncation() {
    let bytes = SavedFiles.torchArchive
    for count in 0..<bytes.count {
      #expect(throws: WeightFileError.self, "\(count) bytes") {
        try WeightFile(bytes: Array(bytes[..<count]), name: "net.pt")
      }
    }
  }
}
