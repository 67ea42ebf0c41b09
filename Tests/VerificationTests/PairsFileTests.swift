import Testing

@testable import Verification

@Suite struct PairsFileTests {
  private func failure(_ text: String) -> PairsFileError? {
    do throws(PairsFileError) {
      _ = try PairsFile(text, name: "p")
      return nil
    } catch {
      return error
    }
  }

  private func problems(_ text: String) -> [Int: PairsFileError.Problem] {
    guard case .lines(_, let lines) = failure(text) else { return [:] }
    return Dictionary(uniqueKeysWithValues: lines.map { ($0.number, $0.problem) })
  }

  @Test(arguments: ["\n", "\r\n"], ["", "\u{FEFF}"])
  func bothForms(newline: String, mark: String) throws {
    let lines = ["Ann\t1\t2", "Bob\t3\t4", "Ann\t1\tBob\t2", "Eve\t5\tBob\t6"]
    let text = mark + (["2"] + lines).joined(separator: newline) + newline
    let block = try PairsFile(text, name: "p")
    #expect(block.folds == 1)
    #expect(block.pairs.map(\.isSame) == [true, true, false, false])
    #expect(block.pairs[3].first == NumberedFace(person: "Eve", number: 5))
    #expect(block.pairs[3].second == NumberedFace(person: "Bob", number: 6))
    #expect(block.pairs.map(\.line) == [2, 3, 4, 5])
    let folds = ["2\t1", lines[0], lines[2], lines[1], lines[3]].joined(separator: newline)
    let two = try PairsFile(folds, name: "p")
    #expect(two.folds == 2 && two.pairs.map(\.fold) == [0, 0, 1, 1])
    #expect(two.pairs.map(\.isSame) == [true, false, true, false])
  }

  @Test func blanksPartColumnsWhereThereIsNoTab() throws {
    let file = try PairsFile("1\nAnn 1 2\nAnn  1 Bob 2\n", name: "p")
    #expect(file.pairs.count == 2)
    let tabs = try PairsFile("1\nAnn Lee\t1\t2\nAnn Lee\t1\tBob\t2\n", name: "p")
    #expect(tabs.pairs[0].first.path == "Ann Lee/Ann Lee_0001")
  }

  @Test func everyBadLineIsNamed() {
    let text = """
      3
      Ann 1
      Ann 0 2
      Ann 2 2

      Ann 1 Ann 2
      Ann 1 Bob x
      Ann 1 Bob 2
      Ann 1 Bob 3
      """
    #expect(
      problems(text) == [
        2: .columns(expected: 3, found: 2), 3: .number("0"), 4: .selfPair, 6: .onePerson("Ann"),
        7: .number("x"), 9: .beyondTheHeader,
      ])
    let message = failure(text)?.description ?? ""
    #expect(message.hasPrefix("p: line 2: "))
    #expect(message.hasSuffix("and 1 more lines") && !message.contains("\n"))
  }

  @Test func headersAndCounts() {
    #expect(failure("") == .empty(file: "p"))
    #expect(failure("\r\n \n") == .empty(file: "p"))
    for header in ["Ann 1 2", "0", "-1", "99999999999999999999", "1 2 3"] {
      #expect(failure(header + "\n") == .header(file: "p", line: 1, header))
    }
    #expect(
      failure("1000000 1000000\n") == .count(file: "p", expected: 2_000_000_000_000, found: 0))
    #expect(failure("1\nAnn 1 2\n") == .count(file: "p", expected: 2, found: 1))
  }

  @Test func duplicatesAreRemarkedUpon() throws {
    let file = try PairsFile("2\nAnn 1 2\nAnn 2 1\nAnn 1 Bob 1\nBob 1 Ann 1\n", name: "p")
    #expect(file.pairs.count == 4)
    #expect(file.remarks == [.duplicate(line: 3, of: 2), .duplicate(line: 5, of: 4)])
  }

  @Test func aBlockIsDealtToFolds() throws {
    let same = (1...25).map { "Ann \($0) \($0 + 1)" }
    let different = (1...25).map { "Ann \($0) Bob \($0)" }
    let file = try PairsFile((["25"] + same + different).joined(separator: "\n"), name: "p")
    let order = file.foldOrder(parts: 10)
    #expect(order.sorted() == Array(0..<50))
    for fold in 0..<10 {
      let part = order[(fold * 5)..<(fold * 5 + 5)].map { file.pairs[$0].isSame }
      #expect(part.contains(true) && part.contains(false))
    }
  }
}
