/// The help page: the keys of every context, and the words the screen uses.
struct HelpPage: Sendable {
  /// The first line shown.
  var scroll = 0
}
