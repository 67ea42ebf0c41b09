import Glibc
import Tensors

/// Writes named arrays as a safetensors file of 32-bit floats, in the order of their names.
///
///     try SafetensorsWriter(parameters, metadata: ["step": "40"]).write(to: "net.safetensors")
///
/// The same arrays and metadata give the same bytes.
public struct SafetensorsWriter {
  private let arrays: [(name: String, tensor: Tensor)]
  private let metadata: [String: String]

  /// - Precondition: no array is named `__metadata__`, which the format keeps for itself.
  public init(_ tensors: Parameters, metadata: [String: String] = [:]) {
    precondition(tensors["__metadata__"] == nil, "an array is named __metadata__")
    arrays = tensors.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    self.metadata = metadata
  }

  /// Writes to a new file beside `path` that then takes its place, so that a reader finds the
  /// whole old file or the whole new one.
  ///
  /// - Throws: `WeightFileError.unwritable` with the system's error number; the old file is left
  ///   as it was.
  public func write(to path: String) throws(WeightFileError) {
    let draft = path + ".part"
    let descriptor = open(draft, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw .unwritable(file: path, code: errno) }
    var failure = writeParts(to: descriptor)
    if failure == 0, fsync(descriptor) != 0 { failure = errno }
    if close(descriptor) != 0, failure == 0 { failure = errno }
    if failure == 0, rename(draft, path) != 0 { failure = errno }
    guard failure == 0 else {
      unlink(draft)
      throw .unwritable(file: path, code: failure)
    }
  }

  /// Returns the system's error number or 0.
  private func writeParts(to descriptor: Int32) -> Int32 {
    var failure = head.withUnsafeBytes { Networks.write($0, to: descriptor) }
    for (_, tensor) in arrays where failure == 0 {
      failure = tensor.values.withUnsafeBytes { Networks.write($0, to: descriptor) }
    }
    return failure
  }

  /// The file in memory.
  var bytes: [UInt8] {
    arrays.reduce(into: head) { bytes, array in
      array.tensor.values.withUnsafeBytes { bytes += $0 }
    }
  }

  /// The length of the header and the header, filled up with spaces so that numbers are aligned.
  private var head: [UInt8] {
    var header = Array(json.utf8)
    header += Array(repeating: UInt8(ascii: " "), count: -header.count & 7)
    return withUnsafeBytes(of: UInt64(header.count).littleEndian) { Array($0) } + header
  }

  private var json: String {
    var members: [String] = []
    if !metadata.isEmpty {
      let pairs = metadata.sorted { $0.key < $1.key }.map {
        "\(quoted($0.key)):\(quoted($0.value))"
      }
      members.append("\"__metadata__\":{\(pairs.joined(separator: ","))}")
    }
    var start = 0
    for (name, tensor) in arrays {
      let end = start + 4 * tensor.values.count
      let shape = tensor.dimensions.map(String.init).joined(separator: ",")
      members.append(
        "\(quoted(name)):{\"dtype\":\"F32\",\"shape\":[\(shape)],"
          + "\"data_offsets\":[\(start),\(end)]}")
      start = end
    }
    return "{\(members.joined(separator: ","))}"
  }

  /// A string of JSON: quotes, backslashes and control characters escaped.
  private func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": quoted += "\\\(scalar)"
      case "\u{0}"..<"\u{20}":
        let digits = String(scalar.value, radix: 16)
        quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}

/// Writes all bytes; returns the system's error number or 0.
private func write(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) -> Int32 {
  var done = 0
  while done < bytes.count {
    let part = Glibc.write(descriptor, bytes.baseAddress.map { $0 + done }, bytes.count - done)
    if part < 0 && errno == EINTR { continue }
    if part < 0 { return errno }
    done += part
  }
  return 0
}
