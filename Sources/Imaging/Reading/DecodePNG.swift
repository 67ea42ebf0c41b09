import CImages

/// Decodes a PNG of any colour type, depth and interlacing; transparency is put on white.
func decodePNG(_ bytes: [UInt8], options: DecodingOptions) throws(ImageError) -> DecodedImage {
  var header = CImagesHeader()
  try check(cimages_png_header(bytes, bytes.count, &header), of: .png)
  let width = Int(header.width)
  let height = Int(header.height)
  let channels = Int(header.channels)
  try options.check(width: width, height: height, of: .png)
  try checkDeflate(byteCount: bytes.count, sampleCount: width * height)
  var outcome = CImagesOutcome()
  var pixels = decodedBytes(count: width * height * channels) { pixels in
    outcome = cimages_png_decode(bytes, bytes.count, pixels.baseAddress, pixels.count)
    return outcome.status == CImagesDone
  }
  try check(outcome, of: .png)
  if channels == 4 { composite(&pixels, pixelCount: width * height) }
  return DecodedImage(
    image: Image(width: width, height: height, pixels: pixels), width: width, height: height,
    orientation: Orientation(ofPNG: bytes))
}

/// Deflate packs at most 1,032 bytes into one (RFC 1951: 258 bytes in two bits), and a pixel takes
/// at least one bit, so a small file that claims a huge picture is refused unallocated.
private func checkDeflate(byteCount: Int, sampleCount: Int) throws(ImageError) {
  guard sampleCount / 8 <= byteCount * 1032 else { throw .truncated(.png) }
}

/// Turns RGBA into RGB over white, in place: c·α + 255·(1 − α), rounded.
private func composite(_ pixels: inout [UInt8], pixelCount: Int) {
  pixels.withUnsafeMutableBufferPointer { pixels in
    for pixel in 0..<pixelCount {
      let alpha = Int(pixels[pixel * 4 + 3])
      for channel in 0..<3 {
        let value = Int(pixels[pixel * 4 + channel])
        pixels[pixel * 3 + channel] = UInt8((value * alpha + 255 * (255 - alpha) + 127) / 255)
      }
    }
  }
  pixels.removeLast(pixelCount)
}
