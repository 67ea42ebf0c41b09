import Testing

@testable import Verification

@Suite struct ScoresFileTests {
  private func failure(_ text: String) -> ScoresFileError? {
    do throws(ScoresFileError) {
      _ = try ScoresFile(text, name: "s")
      return nil
    } catch {
      return error
    }
  }

  @Test(arguments: ["\n", "\r\n"]) func columnsMayStandInAnyOrder(_ newline: String) throws {
    let lines = ["a, Distance ,b,SAME", "x,0.25,y,1", "", " x , 1e-1 , z , 0 ", "x,2,z,\"0\""]
    let scores = try ScoresFile(lines.joined(separator: newline), name: "s").scores
    #expect(Array(scores.mated) == [0.25])
    #expect(Array(scores.nonMated) == [0.1, 2])
  }

  @Test func minusZeroIsZero() throws {
    let scores = try ScoresFile("same,distance\n0,-0.0\n1,1\n0,3\n", name: "s").scores
    #expect(scores.far(at: 0.5).successes == 1)
  }

  @Test func headersAndClasses() {
    #expect(failure("") == .empty(file: "s"))
    #expect(failure("label,distance\n1,2\n") == .column(file: "s", line: 1, "same"))
    #expect(failure("\nsame,score\n1,2\n") == .column(file: "s", line: 2, "distance"))
    #expect(failure("same,distance\n1,0.5\n") == .oneClass(file: "s", mated: 1, nonMated: 0))
    #expect(failure("same,distance\n") == .oneClass(file: "s", mated: 0, nonMated: 0))
  }

  @Test func everyBadLineIsNamed() {
    let text = "same,distance\n1\n2,0.5\n1,nan\n0,0.5\n0,inf\n1,-0.1\n1,x\n1,\n1,0.2,3\n"
    guard case .lines("s", let lines) = failure(text) else {
      Issue.record("no lines named")
      return
    }
    #expect(lines.map(\.number) == [2, 3, 4, 6, 7, 8, 9, 10])
    #expect(
      lines.map(\.problem) == [
        .columns(expected: 2, found: 1), .label("2"), .notANumber, .infinite, .negative("-0.1"),
        .distance("x"), .distance(""), .columns(expected: 2, found: 3),
      ])
    #expect(failure(text)?.description.contains("line 3") == true)
  }
}
