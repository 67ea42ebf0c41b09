/// Decodes a plain or binary PGM or PPM with samples up to 65,535, scaled to 0…255 and rounded.
func decodePNM(_ bytes: [UInt8], options: DecodingOptions) throws(ImageError) -> DecodedImage {
  let image: Result<Image, ImageError> = bytes.withUnsafeBufferPointer { bytes in
    Result { () throws(ImageError) -> Image in
      var scanner = PNMScanner(bytes: bytes)
      let header = try PNMHeader(from: &scanner)
      try options.check(width: header.width, height: header.height, of: .pnm)
      return try decode(header, from: &scanner)
    }
  }
  let decoded = try image.get()
  return DecodedImage(image: decoded, width: decoded.width, height: decoded.height)
}

private func decode(
  _ header: PNMHeader, from scanner: inout PNMScanner
) throws(ImageError) -> Image {
  let count = header.width * header.height * header.channels
  let size = header.maximum > 255 ? 2 : 1
  // A plain sample takes a digit and a space, but the last needs none.
  let needed = header.isPlain ? 2 * count - 1 : size * count
  guard needed <= scanner.bytes.count - scanner.position else { throw .truncated(.pnm) }
  var samples = [UInt8]()
  samples.reserveCapacity(count)
  let scale = SampleScale(maximum: header.maximum)
  for _ in 0..<count {
    let sample =
      header.isPlain ? try scanner.integer(below: 65536) : scanner.binary(size: size)
    guard sample <= header.maximum else {
      throw .damaged(.pnm, reason: "a value is above the largest")
    }
    samples.append(scale(sample))
  }
  return Image(
    width: header.width, height: header.height,
    pixels: header.channels == 3 ? samples : tripled(samples))
}

extension PNMScanner {
  /// The next big-endian sample.
  fileprivate mutating func binary(size: Int) -> Int {
    defer { position += size }
    return size == 1
      ? Int(bytes[position]) : Int(bytes[position]) << 8 | Int(bytes[position + 1])
  }
}

/// Maps 0…maximum to 0…255.
private struct SampleScale {
  let table: [UInt8]

  init(maximum: Int) {
    table = (0...maximum).map { UInt8(($0 * 255 + maximum / 2) / maximum) }
  }

  func callAsFunction(_ sample: Int) -> UInt8 { table[sample] }
}

private func tripled(_ greys: [UInt8]) -> [UInt8] {
  [UInt8](unsafeUninitializedCapacity: greys.count * 3) { pixels, count in
    for (index, grey) in greys.enumerated() {
      pixels[3 * index] = grey
      pixels[3 * index + 1] = grey
      pixels[3 * index + 2] = grey
    }
    count = greys.count * 3
  }
}
