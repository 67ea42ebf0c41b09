/// Why a weight file can't be used. Offsets count bytes from the start of the file.
public enum WeightFileError: Error, Equatable, Sendable {
  /// The system refused to open or read the file.
  case unreadable(file: String, code: Int32)
  /// The system refused to write the file.
  case unwritable(file: String, code: Int32)
  /// The file ends before the value that begins at `offset`.
  case truncated(file: String, offset: Int)
  /// The value at `offset` is not one that the format allows there.
  case malformed(file: String, offset: Int, WeightFileFault)
  /// A construct of the format that the reader does not know; nothing of it was carried out.
  case unsupported(file: String, offset: Int, WeightFileConstruct)
  /// The file was read, but holds other arrays than the network has.
  case mismatched(file: String, network: String, ParameterMismatch)
}

/// What is wrong with a value of a weight file.
public enum WeightFileFault: Hashable, Sendable {
  /// A byte that begins no integer of dlib's form.
  case integer
  /// A number outside the range that its place allows.
  case outOfRange(Int)
  /// A byte that is not dlib's `0` or `1`.
  case flag
  /// Text that is not UTF-8.
  case text
  /// An infinite or undefined number where only a finite one makes sense.
  case notFinite
  /// An array larger than what the file can hold.
  case tooLarge
  /// Two lengths that must agree do not.
  case lengths(Int, Int)
  /// Values are left over behind the last one.
  case trailingBytes(Int)
  /// The layers and the version numbers before them differ in number.
  case layerCount(layers: Int, versions: Int)
  /// A pickle that takes a value from the empty stack, or of another kind than it needs.
  case pickle
  /// A pickle whose values nest too deeply.
  case depth
  /// An array named twice.
  case repeatedName(String)
  /// A tensor that names a storage which the file lacks.
  case missingStorage(String)
  /// A record of a zip archive without its signature or its fields.
  case archive
  /// Text that is not the JSON of a header.
  case header
  /// Arrays that overlap or leave gaps between them.
  case gap
}

/// A construct that a reader does not know.
public enum WeightFileConstruct: Hashable, Sendable {
  /// A file of another kind, by its first bytes.
  case format(String)
  /// A version of a record.
  case version(Int)
  /// A layer or loss of a dlib network.
  case record(String)
  /// An instruction of a pickle.
  case opcode(UInt8)
  /// A function or class that a pickle asks for.
  case global(String)
  /// Numbers with the most significant byte first.
  case bigEndian
  /// An entry of an archive that is compressed.
  case compressedEntry(String)
  /// An entry of an archive that is encrypted.
  case encryptedEntry(String)
  /// A kind of number.
  case number(String)
}

/// The arrays by which a file and a network differ.
public struct ParameterMismatch: Hashable, Sendable {
  /// What the network has and the file lacks.
  public var missing: [String] = []
  /// What the file has and the network does not know.
  public var leftOver: [String] = []
  /// Arrays of one name and two shapes.
  public var reshaped: [Reshaped] = []

  /// An array whose shape in the file is not the network's.
  public struct Reshaped: Hashable, Sendable {
    public let name: String
    public let expected: [Int]
    public let found: [Int]
  }

  /// Whether file and network agree.
  public var isEmpty: Bool { missing.isEmpty && leftOver.isEmpty && reshaped.isEmpty }
}
