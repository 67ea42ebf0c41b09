@testable import Networks

/// Writes PyTorch's legacy form: the reader's counterpart, for files of the tests' own.
struct TorchWriter {
  private(set) var bytes: [UInt8] = TorchFile.magic

  struct Entry {
    var name: String
    var sizes: [Int]
    var strides: [Int]
    var storage: [Float]
    var start = 0
  }

  static func file(_ entries: [Entry], extra: [UInt8] = []) -> [UInt8] {
    var writer = TorchWriter()
    writer.header()
    writer.state(entries, extra: extra)
    writer.storages(entries)
    return writer.bytes
  }

  static let sample: [Entry] = [
    Entry(
      name: "conv.weight", sizes: [2, 1, 2, 2], strides: [1, 8, 2, 4],
      storage: (0..<8).map(Float.init)),
    Entry(name: "conv.bias", sizes: [2], strides: [1], storage: [0.5, -0.5]),
    Entry(name: "tail", sizes: [2], strides: [2], storage: [9, 1, 9, 2], start: 1),
  ]

  mutating func header() {
    bytes += [0x80, 2, UInt8(ascii: "M"), 0xe9, 3, UInt8(ascii: ".")]
    bytes += [0x80, 2, UInt8(ascii: "}"), UInt8(ascii: "(")]
    text("little_endian")
    bytes += [0x88, UInt8(ascii: "u"), UInt8(ascii: ".")]
  }

  mutating func state(_ entries: [Entry], extra: [UInt8]) {
    bytes += [0x80, 2]
    global("collections", "OrderedDict")
    bytes += [UInt8(ascii: ")"), UInt8(ascii: "R"), UInt8(ascii: "(")]
    for (index, entry) in entries.enumerated() {
      text(entry.name)
      tensor(entry, key: "key\(index)")
    }
    bytes.append(UInt8(ascii: "u"))
    bytes += extra
    bytes.append(UInt8(ascii: "."))
  }

  private mutating func tensor(_ entry: Entry, key: String) {
    global("torch._utils", "_rebuild_tensor_v2")
    bytes += [UInt8(ascii: "("), UInt8(ascii: "(")]
    text("storage")
    global("torch", "FloatStorage")
    text(key)
    text("cpu")
    integer(entry.storage.count)
    bytes += [UInt8(ascii: "N"), UInt8(ascii: "t"), UInt8(ascii: "Q")]
    integer(entry.start)
    tuple(entry.sizes)
    tuple(entry.strides)
    bytes.append(0x89)
    global("collections", "OrderedDict")
    bytes += [UInt8(ascii: ")"), UInt8(ascii: "R"), UInt8(ascii: "t"), UInt8(ascii: "R")]
  }

  private mutating func storages(_ entries: [Entry]) {
    bytes += [0x80, 2, UInt8(ascii: "]"), UInt8(ascii: "(")]
    for index in entries.indices { text("key\(index)") }
    bytes += [UInt8(ascii: "e"), UInt8(ascii: ".")]
    for entry in entries {
      withUnsafeBytes(of: Int64(entry.storage.count).littleEndian) { bytes += $0 }
      for value in entry.storage {
        withUnsafeBytes(of: value.bitPattern.littleEndian) { bytes += $0 }
      }
    }
  }

  private mutating func global(_ module: String, _ name: String) {
    bytes += Array("c\(module)\n\(name)\n".utf8)
  }

  private mutating func text(_ text: String) {
    bytes.append(UInt8(ascii: "X"))
    withUnsafeBytes(of: UInt32(text.utf8.count).littleEndian) { bytes += $0 }
    bytes += text.utf8
  }

  private mutating func integer(_ value: Int) {
    bytes.append(UInt8(ascii: "J"))
    withUnsafeBytes(of: Int32(value).littleEndian) { bytes += $0 }
  }

  private mutating func tuple(_ values: [Int]) {
    bytes.append(UInt8(ascii: "("))
    values.forEach { integer($0) }
    bytes.append(UInt8(ascii: "t"))
  }
}
