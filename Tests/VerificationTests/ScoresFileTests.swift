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
    let lines = ["a, Distance ,b,SAME", "x,0.25,y,1", "", " x , 1e-1 , z , 0 ", "x,2,z,0"]
    let scores = try ScoresFile(lines.joined(separator: newline), name: "s").scores
    #expect(scores.mated == [0.25])
    #expect(scores.nonMated == [0.1, 2])
  }

  @Test func whatIsWrongIsNamedWithItsLine() {
    #expect(failure("") == .noHeader(file: "s"))
    #expect(failure("label,score\n1,2\n") == .noHeader(file: "s"))
    #expect(failure("same,distance\n1\n") == .missingColumn(file: "s", line: 2))
    #expect(failure("same,distance\n1,0.5\n2,0.5\n") == .badLabel(file: "s", line: 3, "2"))
    for text in ["nan", "inf", "-0.1", "x", ""] {
      #expect(
        failure("same,distance\n1,\(text)\n") == .badDistance(file: "s", line: 2, text))
    }
    #expect(failure("same,distance\n1,0.5\n") == .missingClass(file: "s", same: false))
    #expect(failure("same,distance\n0,0.5\n") == .missingClass(file: "s", same: true))
  }
}
