import Tensors

/// A file of named arrays in the form of huggingface/safetensors: the length of a header in eight
/// bytes, the header as JSON, then the arrays' numbers without gaps.
///
///     {"__metadata__": {"step": "40"}, "fc.weight": {"dtype": "F32", "shape": [2, 3],
///      "data_offsets": [0, 24]}}
struct SafetensorsFile {
  let tensors: Parameters
  let metadata: [String: String]

  init(_ reader: ByteReader) throws(WeightFileError) {
    var reader = reader
    let length = try reader.littleEndian(bytes: 8)
    let header = try reader.take(Int(clamping: length))
    var json = SafetensorsHeader(ByteReader(reader, in: header))
    try json.read()
    metadata = json.metadata
    tensors = try reader.tensors(json.arrays, from: header.upperBound)
  }
}

/// An array as the header states it; offsets count from the end of the header.
struct SafetensorsArray {
  var name: String
  var kind: String
  var shape: [Int]
  var start: Int
  var end: Int
}

extension ByteReader {
  fileprivate func tensors(
    _ arrays: [SafetensorsArray], from start: Int
  ) throws(WeightFileError) -> Parameters {
    var tensors: Parameters = [:]
    var room = room
    var next = 0
    for array in arrays.sorted(by: { ($0.start, $0.end) < ($1.start, $1.end) }) {
      guard array.start == next else { throw malformed(.gap, at: start) }
      next = array.end
      guard array.end <= bytes.count - start else { throw .truncated(file: file, offset: start) }
      let place = start + array.start..<start + array.end
      let (number, count) = try contents(of: array, place.count)
      guard count <= room else { throw malformed(.tooLarge, at: place.lowerBound) }
      room -= count
      guard tensors[array.name] == nil else {
        throw malformed(.repeatedName(array.name), at: place.lowerBound)
      }
      tensors[array.name] = Tensor(
        dimensions: array.shape, values: numbers(number, at: place))
    }
    guard start + next == bytes.count else {
      throw malformed(.trailingBytes(bytes.count - start - next), at: start + next)
    }
    return tensors
  }

  /// The kind of an array's numbers and how many there are, which must fill its bytes.
  private func contents(
    of array: SafetensorsArray, _ bytes: Int
  ) throws(WeightFileError) -> (StoredNumber, Int) {
    guard let number = StoredNumber(safetensors: array.kind) else {
      throw unsupported(.number(array.kind), at: 8)
    }
    var count = 1
    for extent in array.shape where count > 0 {
      let (product, overflow) = count.multipliedReportingOverflow(by: extent)
      guard !overflow else { throw malformed(.tooLarge, at: 8) }
      count = product
    }
    if array.shape.contains(0) { count = 0 }
    guard number.bytes(of: count) == bytes else {
      throw malformed(.lengths(count, bytes / number.size), at: 8)
    }
    return (number, count)
  }
}

extension StoredNumber {
  fileprivate init?(safetensors name: String) {
    switch name {
    case "F16": self = .half
    case "BF16": self = .bfloat
    case "F32": self = .float
    case "F64": self = .double
    case "I32": self = .int
    case "I64": self = .long
    default: return nil
    }
  }
}
