/// The hash of FIPS 180-4, section 6.2.
public struct SHA256: Sendable {
  private var state: [UInt32] = [
    0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a,
    0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19,
  ]

  /// The 64 lower-case hexadecimal digits of the hash of `bytes`.
  public static func hexadecimal(of bytes: [UInt8]) -> String {
    var hash = SHA256()
    let whole = bytes.count / 64 * 64
    bytes.withUnsafeBufferPointer { hash.absorb($0, upTo: whole) }
    var tail = Array(bytes[whole...]) + [0x80]
    let padding = (tail.count <= 56 ? 56 : 120) - tail.count
    tail += [UInt8](repeating: 0, count: padding)
    tail += (0..<8).reversed().map { UInt8(truncatingIfNeeded: (bytes.count << 3) >> ($0 * 8)) }
    tail.withUnsafeBufferPointer { hash.absorb($0, upTo: tail.count) }
    return hash.state.map(Self.hexadecimal).joined()
  }

  private static func hexadecimal(_ word: UInt32) -> String {
    let digits = String(word, radix: 16)
    return String(repeating: "0", count: 8 - digits.count) + digits
  }

  private mutating func absorb(_ bytes: UnsafeBufferPointer<UInt8>, upTo end: Int) {
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 64) { schedule in
      for block in stride(from: 0, to: end, by: 64) {
        Self.expand(bytes, at: block, into: schedule)
        compress(schedule)
      }
    }
  }

  /// Section 6.2.2, step 1.
  private static func expand(
    _ bytes: UnsafeBufferPointer<UInt8>, at block: Int,
    into schedule: UnsafeMutableBufferPointer<UInt32>
  ) {
    for index in 0..<16 {
      let position = block + 4 * index
      let high = UInt32(bytes[position]) << 24 | UInt32(bytes[position + 1]) << 16
      let low = UInt32(bytes[position + 2]) << 8 | UInt32(bytes[position + 3])
      schedule[index] = high | low
    }
    for index in 16..<64 {
      let before15 = schedule[index - 15]
      let before2 = schedule[index - 2]
      let sigma0 = rotate(before15, 7) ^ rotate(before15, 18) ^ before15 >> 3
      let sigma1 = rotate(before2, 17) ^ rotate(before2, 19) ^ before2 >> 10
      schedule[index] = schedule[index - 16] &+ sigma0 &+ schedule[index - 7] &+ sigma1
    }
  }

  /// Section 6.2.2, steps 2 to 4.
  private mutating func compress(_ schedule: UnsafeMutableBufferPointer<UInt32>) {
    var (a, b, c, d) = (state[0], state[1], state[2], state[3])
    var (e, f, g, h) = (state[4], state[5], state[6], state[7])
    roundConstants.withUnsafeBufferPointer { constants in
      for index in 0..<64 {
        let sigma1 = Self.rotate(e, 6) ^ Self.rotate(e, 11) ^ Self.rotate(e, 25)
        let choice = (e & f) ^ (~e & g)
        let first = h &+ sigma1 &+ choice &+ constants[index] &+ schedule[index]
        let sigma0 = Self.rotate(a, 2) ^ Self.rotate(a, 13) ^ Self.rotate(a, 22)
        let majority = (a & b) ^ (a & c) ^ (b & c)
        (h, g, f, e) = (g, f, e, d &+ first)
        (d, c, b, a) = (c, b, a, first &+ sigma0 &+ majority)
      }
    }
    for (index, word) in [a, b, c, d, e, f, g, h].enumerated() { state[index] &+= word }
  }

  @inline(__always)
  private static func rotate(_ word: UInt32, _ count: UInt32) -> UInt32 {
    word >> count | word << (32 - count)
  }
}

/// Section 4.2.2: the first 32 bits of the fractional parts of the cube roots of the first primes.
private let roundConstants: [UInt32] = [
  0x428a_2f98, 0x7137_4491, 0xb5c0_fbcf, 0xe9b5_dba5, 0x3956_c25b, 0x59f1_11f1,
  0x923f_82a4, 0xab1c_5ed5, 0xd807_aa98, 0x1283_5b01, 0x2431_85be, 0x550c_7dc3,
  0x72be_5d74, 0x80de_b1fe, 0x9bdc_06a7, 0xc19b_f174, 0xe49b_69c1, 0xefbe_4786,
  0x0fc1_9dc6, 0x240c_a1cc, 0x2de9_2c6f, 0x4a74_84aa, 0x5cb0_a9dc, 0x76f9_88da,
  0x983e_5152, 0xa831_c66d, 0xb003_27c8, 0xbf59_7fc7, 0xc6e0_0bf3, 0xd5a7_9147,
  0x06ca_6351, 0x1429_2967, 0x27b7_0a85, 0x2e1b_2138, 0x4d2c_6dfc, 0x5338_0d13,
  0x650a_7354, 0x766a_0abb, 0x81c2_c92e, 0x9272_2c85, 0xa2bf_e8a1, 0xa81a_664b,
  0xc24b_8b70, 0xc76c_51a3, 0xd192_e819, 0xd699_0624, 0xf40e_3585, 0x106a_a070,
  0x19a4_c116, 0x1e37_6c08, 0x2748_774c, 0x34b0_bcb5, 0x391c_0cb3, 0x4ed8_aa4a,
  0x5b9c_ca4f, 0x682e_6ff3, 0x748f_82ee, 0x78a5_636f, 0x84c8_7814, 0x8cc7_0208,
  0x90be_fffa, 0xa450_6ceb, 0xbef9_a3f7, 0xc671_78f2,
]
