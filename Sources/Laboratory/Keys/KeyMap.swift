import Terminal

/// What a key does in a context, and how help, key hints and palette name it.
struct Binding: Sendable {
  let context: Context
  let keys: [Key]
  let action: Action
  /// A word or two for the key hints; `nil` keeps the binding out of them.
  let hint: String?
  /// How the hints name the keys, where it is not by the first of them.
  var hintKeys: String?
  /// A sentence for the help page and the palette.
  let title: String

  /// The key as the hints print it.
  var hintKey: String { hintKeys ?? keys.first?.name ?? "" }

  /// The keys as the help page prints them.
  var keyNames: String { keys.prefix(2).map(\.name).joined(separator: " ") }
}

/// The one table of keys.
struct KeyMap: Sendable {
  let bindings: [Binding]

  /// The action of a key: that of the context first, then that of everywhere.
  func action(for key: Key, in context: Context) -> Action? {
    bindings(in: context).first { $0.keys.contains(key) }?.action
  }

  /// The bindings that hold in a context, its own first; those of everywhere whose keys all mean
  /// something else there are left out.
  func bindings(in context: Context) -> [Binding] {
    let own = bindings.filter { $0.context == context }
    guard context != .everywhere, context.inheritsEverywhere else { return own }
    let taken = Set(own.flatMap(\.keys))
    return own + bindings.filter { $0.context == .everywhere && !taken.isSuperset(of: $0.keys) }
  }
}

extension Key {
  /// The key as it is printed on the keyboard.
  var name: String {
    switch self {
    case .character(" "): "Space"
    case .character(let character): String(character)
    case .control(let letter): "Ctrl-\(letter.uppercased())"
    case .enter: "Enter"
    case .tab: "Tab"
    case .backTab: "Shift-Tab"
    case .escape: "Esc"
    case .backspace: "Backspace"
    case .delete: "Del"
    case .insert: "Ins"
    case .up: "↑"
    case .down: "↓"
    case .left: "←"
    case .right: "→"
    case .home: "Home"
    case .end: "End"
    case .pageUp: "PgUp"
    case .pageDown: "PgDn"
    case .shiftUp: "Shift-↑"
    case .shiftDown: "Shift-↓"
    case .shiftLeft: "Shift-←"
    case .shiftRight: "Shift-→"
    case .function(let number): "F\(number)"
    }
  }
}
