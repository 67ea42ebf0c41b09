import Glibc

/// The program under test.
public enum BuiltProgram {
  /// The one built beside the tests, or the one `LIKENESS_PROGRAM` names: an installed copy, say.
  public static let path: String = {
    if let given = getenv("LIKENESS_PROGRAM") { return String(cString: given) }
    return folder + "/likeness"
  }()

  /// An environment of its own, with a home that is made for this run, empty of galleries.
  public static let environment: [String: String] = {
    var template = Array("/tmp/likeness-home-XXXXXX".utf8CString)
    let home = mkdtemp(&template).map { String(cString: $0) } ?? "/tmp"
    return [
      "HOME": home, "PATH": "/usr/local/bin:/usr/bin:/bin", "TERM": "xterm-256color",
      "LC_ALL": "C.UTF-8",
    ]
  }()

  /// The folder of the tests' own executable.
  private static let folder: String = {
    guard let resolved = realpath("/proc/self/exe", nil) else { return "." }
    defer { free(resolved) }
    let path = String(cString: resolved)
    return path.split(separator: "/").dropLast().map { "/" + $0 }.joined()
  }()
}
