import Glibc

/// Starts a program. With a terminal, it leads a session whose controlling terminal that is.
func spawn(
  _ arguments: [String], _ environment: [String: String], terminal: String?,
  input: Int32 = -1, output: Int32 = -1, errors: Int32 = -1
) throws -> pid_t {
  var actions = posix_spawn_file_actions_t()
  posix_spawn_file_actions_init(&actions)
  defer { posix_spawn_file_actions_destroy(&actions) }
  if let terminal {
    // The first terminal a session leader opens becomes its controlling one.
    posix_spawn_file_actions_addopen(&actions, 0, terminal, O_RDWR, 0)
    posix_spawn_file_actions_adddup2(&actions, 0, 1)
    posix_spawn_file_actions_adddup2(&actions, 0, 2)
  }
  for (descriptor, target) in [(input, Int32(0)), (output, 1), (errors, 2)] where descriptor >= 0 {
    posix_spawn_file_actions_adddup2(&actions, descriptor, target)
  }
  var attributes = posix_spawnattr_t()
  posix_spawnattr_init(&attributes)
  defer { posix_spawnattr_destroy(&attributes) }
  var signals = sigset_t()
  sigfillset(&signals)
  posix_spawnattr_setsigdefault(&attributes, &signals)
  sigemptyset(&signals)
  posix_spawnattr_setsigmask(&attributes, &signals)
  let session: Int32 = terminal == nil ? 0 : 0x80  // POSIX_SPAWN_SETSID
  posix_spawnattr_setflags(
    &attributes, Int16(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK | session))
  var process = pid_t()
  let program = arguments.first ?? ""
  let code = withTexts(arguments) { arguments in
    withTexts(environment.map { "\($0)=\($1)" }) { environment in
      posix_spawnp(&process, program, &actions, &attributes, arguments, environment)
    }
  }
  guard code == 0 else {
    throw PseudoTerminal.Failure.systemCallFailed("posix_spawnp", code: code)
  }
  return process
}

/// The texts as a C array that ends with a null pointer.
private func withTexts<Result>(
  _ texts: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
) -> Result {
  let copies = texts.map { strdup($0) }
  defer { copies.forEach { free($0) } }
  return body(copies + [nil])
}

/// What a program wrote to files, with no terminal anywhere, and how it ended.
public struct CommandResult: Sendable {
  public var output: String
  public var errors: String
  public var ending: PseudoTerminal.Ending
}

/// Runs a program without a terminal until it ends.
public func runCommand(
  _ arguments: [String], environment: [String: String]
) throws -> CommandResult {
  let input = open("/dev/null", O_RDONLY | O_CLOEXEC)
  let files = try (0..<2).map { _ in try temporaryFile() }
  defer { ([input] + files).forEach { close($0) } }
  let process = try spawn(
    arguments, environment, terminal: nil, input: input, output: files[0], errors: files[1])
  var status: Int32 = 0
  while waitpid(process, &status, 0) < 0 && errno == EINTR {}
  let signal = status & 0x7F
  return CommandResult(
    output: contents(files[0]), errors: contents(files[1]),
    ending: signal == 0 ? .exited(status >> 8 & 0xFF) : .killed(signal))
}

private func temporaryFile() throws -> Int32 {
  var template = Array("/tmp/likeness-test-XXXXXX".utf8CString)
  let file = mkstemp(&template)
  guard file >= 0 else { throw PseudoTerminal.Failure.systemCallFailed("mkstemp", code: errno) }
  unlink(template)
  return file
}

private func contents(_ file: Int32) -> String {
  var bytes: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 4096)
  while case let count = pread(file, &buffer, buffer.count, bytes.count), count > 0 {
    bytes += buffer[..<count]
  }
  return String(decoding: bytes, as: UTF8.self)
}
