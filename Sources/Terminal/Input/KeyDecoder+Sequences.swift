extension KeyDecoder {
  /// `Esc [`, parameters, a final letter (ECMA-48, 5.4).
  mutating func parseControlSequence() -> Step? {
    if byte(2) == UInt8(ascii: "[") { return byte(3).map { Step(4, key: Self.console($0)) } }
    var offset = 2
    while let next = byte(offset), (0x20...0x3F).contains(next) { offset += 1 }
    guard let final = byte(offset) else { return nil }
    guard (0x40...0x7E).contains(final) else { return Step(offset) }
    let parameters = bytes[(position + 2)..<(position + offset)]
    if parameters.isEmpty, final == UInt8(ascii: "M") { return parseOldMouse() }
    return Step(offset + 1, meaning(of: final, parameters))
  }

  private mutating func meaning(of final: UInt8, _ parameters: ArraySlice<UInt8>) -> Event? {
    if parameters.first == UInt8(ascii: "<") {
      return Self.mouse(Self.numbers(parameters.dropFirst()), isPress: final == UInt8(ascii: "M"))
    }
    // Answers to questions begin with one of = > ?, keys do not.
    if let first = parameters.first, (0x3C...0x3F).contains(first) { return nil }
    let numbers = Self.numbers(parameters)
    let modifiers = numbers.count > 1 ? max(0, numbers[1] - 1) : 0
    switch final {
    case UInt8(ascii: "~") where numbers.first == 200:
      pasted = []
      return nil
    case UInt8(ascii: "~") where numbers.first == 27 && numbers.count > 2:
      return Self.coded(numbers[2], modifiers).map(Event.key)
    case UInt8(ascii: "~"): return Self.numbered(numbers.first ?? 0).map(Event.key)
    case UInt8(ascii: "u"): return Self.coded(numbers.first ?? 0, modifiers).map(Event.key)
    default: return Self.lettered(final, isShifted: modifiers & 1 == 1).map(Event.key)
    }
  }

  private static func numbers(_ parameters: ArraySlice<UInt8>) -> [Int] {
    parameters.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false).map { part in
      part.prefix(7).reduce(0) { value, digit in
        (48...57).contains(digit) ? value * 10 + Int(digit - 48) : value
      }
    }
  }

  private static func lettered(_ final: UInt8, isShifted: Bool) -> Key? {
    switch Character(Unicode.Scalar(final)) {
    case "A": isShifted ? .shiftUp : .up
    case "B": isShifted ? .shiftDown : .down
    case "C": isShifted ? .shiftRight : .right
    case "D": isShifted ? .shiftLeft : .left
    case "a": .shiftUp
    case "b": .shiftDown
    case "c": .shiftRight
    case "d": .shiftLeft
    case "H": .home
    case "F": .end
    case "Z": .backTab
    case "P": .function(1)
    case "Q": .function(2)
    case "R": .function(3)
    case "S": .function(4)
    default: nil
    }
  }

  /// `Esc O` and a letter: cursor, function and keypad keys in their application modes.
  static func shifted(_ letter: UInt8) -> Key? {
    switch letter {
    case UInt8(ascii: "M"): .enter
    case UInt8(ascii: "j")...UInt8(ascii: "y"):
      .character(Character(Unicode.Scalar(letter - 0x40)))
    default: lettered(letter, isShifted: false)
    }
  }

  /// `Esc [ [` and a letter: F1 to F5 of the Linux console.
  private static func console(_ letter: UInt8) -> Key? {
    (0x41...0x45).contains(letter) ? .function(Int(letter - 0x40)) : nil
  }

  private static func numbered(_ number: Int) -> Key? {
    switch number {
    case 1, 7: .home
    case 2: .insert
    case 3: .delete
    case 4, 8: .end
    case 5: .pageUp
    case 6: .pageDown
    case 11...15: .function(number - 10)
    case 17...21: .function(number - 11)
    case 23...26: .function(number - 12)
    case 28, 29: .function(number - 13)
    case 31...34: .function(number - 14)
    default: nil
    }
  }

  /// A key sent as its code, as kitty and xterm's modifyOtherKeys do.
  private static func coded(_ code: Int, _ modifiers: Int) -> Key? {
    let isAlt = modifiers & 2 != 0
    let isControl = modifiers & 4 != 0
    guard !isAlt, let scalar = Unicode.Scalar(UInt32(code)) else { return nil }
    if code == 9 { return modifiers & 1 == 1 ? .backTab : .tab }
    if code == 27 { return .escape }
    if code < 0x20 || code == 0x7F { return UInt8(exactly: code).flatMap(control) }
    guard scalar.properties.generalCategory != .control else { return nil }
    let character = Character(scalar)
    return isControl ? .control(Character(character.lowercased())) : .character(character)
  }

  /// Button, column and row counted from 1 (xterm, mode 1006).
  private static func mouse(_ numbers: [Int], isPress: Bool) -> Event? {
    guard isPress, numbers.count == 3, numbers[1] > 0, numbers[2] > 0 else { return nil }
    return action(numbers[0]).map {
      .mouse(MouseEvent($0, column: numbers[1] - 1, row: numbers[2] - 1))
    }
  }

  private static func action(_ button: Int) -> MouseEvent.Action? {
    switch button & ~0b11100 {  // without Shift, Alt and Ctrl
    case 0: .press
    case 32: .drag
    case 64: .scrollUp
    case 65: .scrollDown
    default: nil
    }
  }

  /// The three bytes of a terminal without mode 1006, each 32 more than its value.
  private func parseOldMouse() -> Step? {
    guard let button = byte(3), let column = byte(4), let row = byte(5) else { return nil }
    guard button >= 32, column > 32, row > 32 else { return Step(6) }
    let event = Self.action(Int(button) - 32).map {
      Event.mouse(MouseEvent($0, column: Int(column) - 33, row: Int(row) - 33))
    }
    return Step(6, event)
  }
}
