/// A key as pressed.
public enum Key: Hashable, Sendable {
  case character(Character)
  /// Ctrl with a letter, given in lower case.
  case control(Character)
  case enter, tab, backTab, escape, backspace, delete, insert
  case up, down, left, right, home, end, pageUp, pageDown
  case shiftUp, shiftDown, shiftLeft, shiftRight
  case function(Int)
}

/// A mouse action at a cell.
public struct MouseEvent: Hashable, Sendable {
  public enum Action: Hashable, Sendable {
    case press, doublePress, scrollUp, scrollDown
    /// Moved onto another cell with the button held.
    case drag
  }

  public var action: Action
  public var column: Int
  public var row: Int

  public init(_ action: Action, column: Int, row: Int) {
    self.action = action
    self.column = column
    self.row = row
  }
}

/// What a terminal tells the program.
public enum Event: Hashable, Sendable {
  case key(Key)
  case mouse(MouseEvent)
  /// Text pasted at once (bracketed paste).
  case paste(String)
  case resize(columns: Int, rows: Int)
}
