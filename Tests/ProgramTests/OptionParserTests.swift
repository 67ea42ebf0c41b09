import Testing
import Verification

@testable import likeness

@Suite struct OptionParserTests {
  func understand(_ words: String...) throws -> (line: ParsedCommandLine, command: Command?) {
    try Program.understand(words)
  }

  func failure(_ words: String...) -> UsageError? {
    do throws(ProgramError) {
      _ = try Program.understand(words)
      return nil
    } catch .usage(let error) {
      return error
    } catch {
      return nil
    }
  }

  @Test func optionsStandBeforeOrAfterTheCommand() throws {
    let before = try understand(
      "--json", "--gallery", "g", "--threshold=0.5", "--metric", "cosine", "verify", "a", "b")
    let after = try understand(
      "verify", "a", "--metric=cosine", "b", "--threshold", "0.5", "--gallery=g", "--json")
    #expect(before.line.options == after.line.options)
    #expect(before.line.arguments == ["a", "b"] && after.line.arguments == ["a", "b"])
    #expect(before.command?.name == "verify" && after.command?.name == "verify")
    #expect(before.line.options.threshold == 0.5)
    #expect(before.line.options.metric == .cosine)
    #expect(before.line.options.gallery == "g")
    #expect(before.line.options.isJSON)
  }

  @Test func aDetectorIsChosenByName() throws {
    #expect(try understand("detect", "a").line.options.detector == .mtcnn)
    #expect(try understand("enroll", "--detector=scrfd", "a").line.options.detector == .scrfd)
    let error = failure("detect", "a", "--detector", "dlib")
    #expect(error?.description.contains("mtcnn, yunet or scrfd") == true)
  }

  @Test func afterTwoDashesNothingIsAnOption() throws {
    let parsed = try understand("detect", "--json", "--", "--help", "--", "-x.jpg")
    #expect(parsed.line.arguments == ["--help", "--", "-x.jpg"])
    #expect(!parsed.line.options.wantsHelp)
  }

  @Test func valuesMayLookLikeOptions() throws {
    let parsed = try understand("enroll", "--name", "--json", "a.jpg")
    #expect(parsed.line.options.name == "--json" && !parsed.line.options.isJSON)
  }

  @Test func withoutACommandTheLaboratoryOpens() throws {
    #expect(try understand("--color", "256", "--threads", "2").command == nil)
    #expect(try understand().command == nil)
  }

  @Test func whatIsWrongIsNamed() {
    #expect(failure("verfiy", "a", "b") == .unknownCommand("verfiy", suggestion: "verify"))
    #expect(failure("xyzzy") == .unknownCommand("xyzzy", suggestion: nil))
    #expect(failure("--treshold", "1") == .unknownOption("--treshold", suggestion: "--threshold"))
    #expect(failure("-x", "people") == .unknownOption("-x", suggestion: nil))
    #expect(
      failure("people", "--gallery") == .missingValue(option: "--gallery", value: "FILE"))
    #expect(failure("people", "--json=yes") == .unexpectedValue(option: "--json"))
    #expect(
      failure("people", "--output", "x") == .unsuitableOption("--output", command: "people"))
    #expect(failure("--now") == .unsuitableOption("--now", command: "likeness"))
    #expect(failure("detect") == .missingArguments(command: "detect", usage: "detect PHOTO…"))
    #expect(
      failure("rename", "a", "b", "c")
        == .tooManyArguments(command: "rename", usage: "rename NAME NEW-NAME"))
    #expect(failure("--precision", "int8", "people") == .unavailablePrecision(.int8))
    #expect(failure("--precision", "bf16", "people") == .unavailablePrecision(.bf16))
    #expect(failure("--precision", "f32", "people") == nil)
  }

  @Test(arguments: [
    ("--threshold", "-1"), ("--threshold", "nan"), ("--threshold", "inf"), ("--threshold", "x"),
    ("--threads", "0"), ("--threads", "1.5"), ("--threads", "99999999999999999999"),
    ("--metric", "L2"), ("--color", "8"), ("--precision", "f64"), ("--gallery", ""),
  ])
  func valuesThatAreNone(option: String, value: String) {
    guard case .badValue(let named, let given, _)? = failure(option, value, "people") else {
      Issue.record("\(option) \(value) was accepted")
      return
    }
    #expect(named == option && given == value)
  }

  @Test func helpNeedsNothingElse() throws {
    #expect(try understand("verify", "--help").line.options.wantsHelp)
    #expect(try understand("detect", "-h").command?.name == "detect")
    #expect(try understand("--version").line.options.wantsVersion)
  }

  @Test func everyCommandHasHelpWithAnExample() {
    for command in Command.all {
      let help = Help.command(command)
      #expect(help.contains("likeness \(command.name)"))
      #expect(help.contains("Example"))
      #expect(command.examples.allSatisfy { $0.hasPrefix("likeness \(command.name)") })
      #expect(Help.program().contains("  \(command.name) "))
      for line in help.split(separator: "\n") { #expect(line.count <= 100) }
      for option in command.options { #expect(help.contains(option.usage)) }
    }
  }

  @Test(arguments: [
    ("verify", "verify", 0), ("verfiy", "verify", 1), ("", "abc", 3), ("kitten", "sitting", 3),
    ("ab", "ba", 1), ("détect", "detect", 1), ("ca", "abc", 3),
  ])
  func editDistances(first: String, second: String, distance: Int) {
    #expect(first.editDistance(to: second) == distance)
    #expect(second.editDistance(to: first) == distance)
  }

  @Test func everyUsageErrorIsOneLine() {
    let errors: [UsageError] = [
      .unknownOption("-\u{1B}[2J", suggestion: nil), .unknownCommand("a\nb", suggestion: "x"),
      .missingValue(option: "--a", value: "B"), .unexpectedValue(option: "--a"),
      .badValue(option: "--a", value: "\n", expected: "b"),
      .unsuitableOption("--a", command: "b"), .missingArguments(command: "a", usage: "b"),
      .tooManyArguments(command: "a", usage: "b"), .missingOption("--a", command: "b"),
      .unavailablePrecision(.bf16),
    ]
    for error in errors {
      #expect(!error.description.unicodeScalars.contains { $0.value < 32 })
    }
  }
}
