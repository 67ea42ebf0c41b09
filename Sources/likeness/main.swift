import Glibc

let status = Program.run(Array(CommandLine.arguments.dropFirst()))
fflush(nil)
// Not `exit`: a thread may still be loading a model, and the destructors of C libraries would take
// away what it uses.
_exit(status)
