import Testing

@testable import likeness

@Suite struct PairsFileTests {
  func failure(_ text: String) -> PairsFileError? {
    do throws(PairsFileError) {
      _ = try PairsFile(text, name: "p")
      return nil
    } catch {
      return error
    }
  }

  @Test(arguments: ["\n", "\r\n"])
  func bothForms(newline: String) throws {
    let lines = ["Ann\t1\t2", "Bob\t3\t4", "Ann\t1\tBob\t2", "Eve\t5\tBob\t6"]
    let block = try PairsFile((["2"] + lines).joined(separator: newline) + newline, name: "p")
    #expect(block.pairs.map(\.isMated) == [true, true, false, false])
    #expect(block.pairs[3].first == .init(person: "Eve", number: 5))
    #expect(block.pairs[3].second == .init(person: "Bob", number: 6))
    let folds = ["2\t1", lines[0], lines[2], lines[1], lines[3]].joined(separator: newline)
    #expect(try PairsFile(folds, name: "p").pairs.map(\.isMated) == [true, false, true, false])
  }

  @Test func photosAreFoundByNumber() {
    #expect(PairsFile.Photo(person: "A_B", number: 7).path(in: "d") == "d/A_B/A_B_0007.jpg")
    #expect(PairsFile.Photo(person: "A", number: 12345).path(in: "d") == "d/A/A_12345.jpg")
  }

  @Test func whatIsWrongIsNamedWithItsLine() {
    #expect(failure("") == .noHeader(file: "p"))
    #expect(failure("Ann 1 2") == .noHeader(file: "p"))
    #expect(failure("0\n") == .noHeader(file: "p"))
    #expect(failure("-1\n") == .noHeader(file: "p"))
    #expect(failure("99999999999999999999\n") == .noHeader(file: "p"))
    #expect(
      failure("1000000 1000000\n") == .wrongCount(file: "p", found: 0, expected: 2_000_000_000_000))
    #expect(failure("1\nAnn 1 2\nAnn 1 Bob\n") == .badLine(file: "p", line: 3))
    #expect(failure("1\nAnn 1 2\nAnn 1 Ann 2\n") == .badLine(file: "p", line: 3))
    #expect(failure("1\nAnn 1 2 3 4\n") == .badLine(file: "p", line: 2))
    #expect(failure("1\nAnn 0 2\n") == .badLine(file: "p", line: 2))
    #expect(failure("1\nAnn 2 2\n") == .selfPair(file: "p", line: 2))
    #expect(failure("1\nAnn 1 2\n") == .wrongCount(file: "p", found: 1, expected: 2))
  }
}
