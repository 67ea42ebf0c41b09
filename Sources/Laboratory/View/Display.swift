import Terminal

/// What the terminal can show.
struct Display: Sendable {
  var colors = ColorDepth.direct
  var repertoire = Repertoire.full
}
