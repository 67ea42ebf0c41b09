import Testing

@testable import likeness

@Suite struct OutputTests {
  @Test(arguments: [(0, 128), (1, 1), (3, 5), (1000, 512), (99_999, 1)])
  func numPyFiles(rows: Int, columns: Int) {
    let values = (0..<(rows * columns)).map { Float($0) * 0.5 }
    let bytes = NumPyFile.bytes(rows: rows, columns: columns, values: values)
    #expect(Array(bytes[..<8]) == [0x93, 0x4E, 0x55, 0x4D, 0x50, 0x59, 1, 0])
    let length = Int(bytes[8]) | Int(bytes[9]) << 8
    #expect((10 + length) % 64 == 0)
    let header = String(decoding: bytes[10..<(10 + length)], as: UTF8.self)
    #expect(
      header.hasPrefix(
        "{'descr': '<f4', 'fortran_order': False, 'shape': (\(rows), \(columns)), }"))
    #expect(header.last == "\n")
    #expect(bytes.count == 10 + length + 4 * rows * columns)
    if let last = values.last {
      #expect(Array(bytes.suffix(4)) == withUnsafeBytes(of: last.bitPattern) { Array($0) })
    }
  }

  @Test func numbers() {
    #expect(0.4117.rounded(decimals: 3) == "0.412")
    #expect(0.0004.rounded(decimals: 3) == "0.000")
    #expect((-0.0004).rounded(decimals: 3) == "0.000")
    #expect((-1.05).rounded(decimals: 1) == "-1.1")
    #expect(9.999.rounded(decimals: 2) == "10.00")
    #expect(2.5.rounded(decimals: 0) == "3")
    #expect(Double.nan.rounded(decimals: 2) == "nan")
    #expect(1.of("face") == "1 face" && 2.of("person", "people") == "2 people")
  }

  @Test func tablesAlignWideLetters() {
    var table = TextTable(.left, .right)
    table.rows = [["Ann", "12"], ["山田", "3"], ["é", "100"]]
    #expect(table.lines == ["Ann    12", "山田    3", "é     100"])
  }

  @Test func progressTellsRateAndTimeLeft() {
    #expect(Progress.line(0, of: 9, noun: "photo", after: .seconds(2)) == "0 of 9 photos")
    #expect(
      Progress.line(20, of: 100, noun: "photo", after: .seconds(4))
        == "20 of 100 photos · 5.0/s · 16 s left")
    #expect(Progress.line(1, of: nil, noun: "photo", after: .seconds(0.1)) == "1 photo")
    #expect(Progress.line(20, of: nil, noun: "photo", after: .seconds(4)) == "20 photos · 5.0/s")
    #expect(Progress.duration(75) == "1 min 15 s")
    #expect(Progress.duration(7300) == "2 h 1 min")
  }

  @Test func controlCharactersAreNotShown() {
    #expect("a\u{1B}[31mb\n".shown == "a\u{FFFD}[31mb\u{FFFD}")
    #expect("Renée 山".shown == "Renée 山")
  }
}
