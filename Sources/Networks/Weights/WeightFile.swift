import Tensors

/// Trained arrays by name, read from a file.
///
/// A reader takes a file as data: nothing in it is executed, and no length is believed before it
/// has been compared with the bytes that are there.
public struct WeightFile: Sendable {
  /// The file's path, for messages.
  public let name: String
  /// The arrays by the names that the file gives them. dlib names none: there they are `con1`,
  /// `affine1`, `fc1` and so on, counting the layers of a kind in the order of evaluation.
  public let tensors: Parameters
  /// What a safetensors file says about itself, such as where a training stood.
  public let metadata: [String: String]

  /// Reads the file at `path`, in the format that its first bytes tell.
  ///
  /// - Throws: `WeightFileError`, with the byte offset where the format is violated.
  public init(path: String) throws(WeightFileError) {
    try self.init(bytes: contents(ofFile: path), name: path)
  }

  /// Reads a file already in memory; `name` stands in messages.
  public init(bytes: [UInt8], name: String) throws(WeightFileError) {
    self.name = name
    let reader = ByteReader(bytes, file: name)
    switch WeightFormat(of: bytes) {
    case .dlib: (tensors, metadata) = (try DlibNetworkFile(reader).tensors, [:])
    case .torch: (tensors, metadata) = (try TorchFile(reader).tensors, [:])
    case .torchArchive: (tensors, metadata) = (try TorchArchive(reader).tensors, [:])
    case .safetensors:
      let file = try SafetensorsFile(reader)
      (tensors, metadata) = (file.tensors, file.metadata)
    case .unknown: throw reader.unsupported(.format("no known format of weights"), at: 0)
    }
  }
}

/// The format of a weight file, told from its first bytes.
enum WeightFormat: Equatable {
  case dlib
  case torch
  case torchArchive
  case safetensors
  case unknown

  init(of bytes: [UInt8]) {
    if bytes.starts(with: TorchFile.magic) {
      self = .torch
    } else if bytes.starts(with: ZipDirectory.magic) {
      self = .torchArchive
    } else if bytes.dropFirst(8).first == UInt8(ascii: "{") {
      self = .safetensors
    } else if bytes.first == 1 || bytes.isEmpty {
      self = .dlib
    } else {
      self = .unknown
    }
  }
}
