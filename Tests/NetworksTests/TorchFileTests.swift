import Testing

@testable import Networks

@Suite struct TorchFileTests {
  @Test func honoursStridesAndOffsets() throws {
    let file = try WeightFile(bytes: TorchWriter.file(TorchWriter.sample), name: "net.pt")
    #expect(file.tensors["conv.weight"]?.dimensions == [2, 1, 2, 2])
    #expect(file.tensors["conv.weight"]?.values == [0, 4, 2, 6, 1, 5, 3, 7])
    #expect(file.tensors["conv.bias"]?.values == [0.5, -0.5])
    #expect(file.tensors["tail"]?.values == [1, 2])
    #expect(file.tensors.count == 3)
  }

  /// Views that `expand` and `unfold` make: rows of one number, windows that overlap.
  @Test func readsViewsThatRepeatTheirNumbers() throws {
    let rows = TorchWriter.Entry(name: "rows", sizes: [2, 3], strides: [1, 0], storage: [4, 5])
    let windows = TorchWriter.Entry(
      name: "windows", sizes: [2, 2], strides: [1, 1], storage: [1, 2, 3])
    let file = try WeightFile(bytes: TorchWriter.file([rows, windows]), name: "net.pt")
    #expect(file.tensors["rows"]?.values == [4, 4, 4, 5, 5, 5])
    #expect(file.tensors["windows"]?.values == [1, 2, 2, 3])
  }

  @Test func readsATensorWithoutValuesAtOnce() throws {
    let long = 1 << 30
    let entry = TorchWriter.Entry(
      name: "x", sizes: [long, long, 0], strides: [0, 0, 1], storage: [])
    let file = try WeightFile(bytes: TorchWriter.file([entry]), name: "net.pt")
    #expect(file.tensors["x"]?.dimensions == [long, long, 0])
  }

  @Test func refusesAFunctionItDoesNotKnow() {
    let call = Array("cposix\nsystem\n".utf8)
    let bytes = TorchWriter.file(TorchWriter.sample, extra: call)
    #expect(throws: unsupported(.global("posix.system"), in: bytes, at: call)) {
      try WeightFile(bytes: bytes, name: "net.pt")
    }
  }

  @Test func refusesAnInstructionItDoesNotKnow() {
    let bytes = TorchWriter.file(TorchWriter.sample, extra: [UInt8(ascii: "i")])
    #expect(
      throws: unsupported(.opcode(UInt8(ascii: "i")), in: bytes, at: [UInt8(ascii: "i"), 0x2e])
    ) {
      try WeightFile(bytes: bytes, name: "net.pt")
    }
  }

  @Test(arguments: [
    (sizes: [3], strides: [1], start: 0), (sizes: [2], strides: [2], start: 0),
    (sizes: [1 << 30, 1 << 30], strides: [1, 1], start: 0), (sizes: [2], strides: [1], start: 1),
    (sizes: [1 << 20], strides: [0], start: 0), (sizes: [2], strides: [1], start: -1),
    (sizes: [2], strides: [-1], start: 1), (sizes: [], strides: [], start: 2),
  ])
  func refusesAViewThatLeavesItsStorageOrRepeatsItWithoutEnd(
    sizes: [Int], strides: [Int], start: Int
  ) {
    let entry = TorchWriter.Entry(
      name: "x", sizes: sizes, strides: strides, storage: [1, 2], start: start)
    #expect(throws: WeightFileError.self) {
      try WeightFile(bytes: TorchWriter.file([entry]), name: "net.pt")
    }
  }

  @Test func refusesNestingWithoutEnd() {
    let bytes = TorchWriter.file([], extra: Array(repeating: 0x85, count: 1_000_000))
    #expect(throws: WeightFileError.self) { try WeightFile(bytes: bytes, name: "net.pt") }
  }

  @Test func refusesAStackWithoutEnd() {
    let bytes = TorchWriter.file([], extra: Array(repeating: UInt8(ascii: "N"), count: 1_000_000))
    #expect(throws: WeightFileError.self) { try WeightFile(bytes: bytes, name: "net.pt") }
  }

  @Test func addsItemsOneByOneInLinearTime() {
    // None: None, sixty thousand times, each by an instruction of its own; then a bad key.
    let item = [UInt8(ascii: "N"), UInt8(ascii: "N"), UInt8(ascii: "s")]
    let extra = [[UInt8]](repeating: item, count: 30_000).flatMap { $0 }
    #expect(throws: WeightFileError.self) {
      try WeightFile(bytes: TorchWriter.file([], extra: extra), name: "net.pt")
    }
  }

  @Test func refusesEveryTruncation() {
    let bytes = TorchWriter.file(TorchWriter.sample)
    for count in 0..<bytes.count {
      #expect(throws: WeightFileError.self, "\(count) bytes") {
        try WeightFile(bytes: Array(bytes[..<count]), name: "net.pt")
      }
    }
  }

  private func unsupported(
    _ construct: WeightFileConstruct, in bytes: [UInt8], at pattern: [UInt8]
  ) -> WeightFileError {
    let offset = bytes.indices.first { bytes[$0...].starts(with: pattern) } ?? -1
    return .unsupported(file: "net.pt", offset: offset, construct)
  }
}
