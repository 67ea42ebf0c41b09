import Terminal

/// The command palette: every action by name, found by a few letters of it.
struct CommandPalette: Sendable {
  /// A binding that matches what was typed, and where.
  struct Row: Sendable {
    let binding: Binding
    /// Positions in the title of the letters that matched.
    let matched: [Int]
  }

  var field = TextField(text: "")
  var selected = 0
  /// What can be done, that of the screen first.
  let bindings: [Binding]

  init(keyMap: KeyMap, context: Context) {
    var seen: Set<Action> = []
    let here = keyMap.bindings(in: context)
    let elsewhere = keyMap.bindings.filter { $0.context != .browser || context == .browser }
    bindings = (here + elsewhere).filter { seen.insert($0.action).inserted }
  }

  /// The best match first.
  var rows: [Row] {
    let query = field.text
    guard !query.isEmpty else { return bindings.map { Row(binding: $0, matched: []) } }
    let scored = bindings.compactMap { binding in
      FuzzyMatch(query, in: binding.title).map { (binding, $0) }
    }
    return scored.sorted { $0.1.score > $1.1.score }
      .map { Row(binding: $0, matched: $1.positions) }
  }

  var chosen: Action? {
    let rows = rows
    return rows.indices.contains(selected) ? rows[selected].binding.action : nil
  }

  mutating func move(by count: Int) {
    selected = min(max(0, selected + count), max(0, rows.count - 1))
  }
}
