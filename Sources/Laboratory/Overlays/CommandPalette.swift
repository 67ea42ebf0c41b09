import Terminal

/// The command palette: every action by name, found by a few letters of it.
struct CommandPalette: Sendable {
  /// A binding that matches what was typed, and where.
  struct Row: Sendable {
    let binding: Binding
    /// Positions in the title of the letters that matched.
    let matched: [Int]
  }

  var field = TextInput()
  var selected = 0
  /// What can be done, that of the screen first.
  let bindings: [Binding]

  init(keyMap: KeyMap, context: Context) {
    var seen: Set<Action> = []
    let screens: [Context] = [
      context, .gallery, .verify, .matrix, .curves, .identify, .clusters, .space, .train,
      .everywhere,
    ]
    bindings = screens.flatMap(keyMap.bindings(in:)).filter { seen.insert($0.action).inserted }
  }

  /// The best match first.
  var rows: [Row] {
    let query = field.text
    guard !query.isEmpty else { return bindings.map { Row(binding: $0, matched: []) } }
    return FuzzyMatcher(query).ranked(bindings.map(\.title)).map { index, match in
      Row(binding: bindings[index], matched: match.positions)
    }
  }

  var chosen: Binding? {
    let rows = rows
    return rows.indices.contains(selected) ? rows[selected].binding : nil
  }

  mutating func move(by count: Int) {
    selected = min(max(0, selected + count), max(0, rows.count - 1))
  }
}
