import CImages

/// Decodes a baseline or progressive JPEG in grey, YCbCr, RGB, CMYK or YCCK.
func decodeJPEG(_ bytes: [UInt8], options: DecodingOptions) throws(ImageError) -> DecodedImage {
  var header = CImagesHeader()
  try check(cimages_jpeg_header(bytes, bytes.count, &header), of: .jpeg)
  let width = Int(header.width)
  let height = Int(header.height)
  try options.check(width: width, height: height, of: .jpeg)
  let denominator = options.denominator(width: width, height: height)
  let reducedWidth = (width + denominator - 1) / denominator
  let reducedHeight = (height + denominator - 1) / denominator
  var outcome = CImagesOutcome()
  let count = reducedWidth * reducedHeight * Int(header.channels)
  var pixels = decodedBytes(count: count) { pixels in
    outcome = cimages_jpeg_decode(
      bytes, bytes.count, UInt32(denominator), pixels.baseAddress, pixels.count)
    return outcome.status == CImagesDone
  }
  try check(outcome, of: .jpeg)
  if header.channels == 4 { multiplyOut(&pixels, pixelCount: reducedWidth * reducedHeight) }
  return DecodedImage(
    image: Image(width: reducedWidth, height: reducedHeight, pixels: pixels),
    denominator: denominator, width: width, height: height, orientation: Orientation(ofJPEG: bytes))
}

/// Turns inverted CMYK into RGB in place: each colour times black, over 255.
private func multiplyOut(_ pixels: inout [UInt8], pixelCount: Int) {
  pixels.withUnsafeMutableBufferPointer { pixels in
    for pixel in 0..<pixelCount {
      let black = Int(pixels[pixel * 4 + 3])
      for channel in 0..<3 {
        let value = Int(pixels[pixel * 4 + channel])
        pixels[pixel * 3 + channel] = UInt8((value * black + 127) / 255)
      }
    }
  }
  pixels.removeLast(pixelCount)
}
