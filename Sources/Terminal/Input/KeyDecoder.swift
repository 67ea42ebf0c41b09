/// Turns the bytes a terminal sends into events.
///
/// The sequences of xterm, VTE, kitty, tmux, screen, rxvt, the Linux console and the VT series do
/// not contradict each other, so one table decodes them all, whatever TERM says. What is unknown is
/// swallowed whole; a key with Alt gives nothing.
struct KeyDecoder {
  /// Two presses on a cell within this time are a double press.
  static let doublePressTime = Duration.milliseconds(400)

  var bytes: [UInt8] = []
  var position = 0
  var pasted: [UInt8]?
  private var lastPress: (event: MouseEvent, time: ContinuousClock.Instant)?

  /// What is kept of a paste at most, in bytes.
  static let pasteLimit = 1 << 20

  /// Whether the bytes so far end inside a sequence.
  var isPending: Bool { position < bytes.count || pasted != nil }

  /// How long to wait for the rest of a sequence: an Esc key sends its byte alone.
  var patience: Duration { pasted == nil ? .milliseconds(25) : .seconds(1) }

  /// The events that `more` completes.
  mutating func decode(
    _ more: some Sequence<UInt8>, at time: ContinuousClock.Instant
  ) -> [Event] {
    bytes.append(contentsOf: more)
    return drain(isFinal: false, at: time)
  }

  /// The events of an unfinished sequence whose rest did not come.
  mutating func giveUpWaiting(at time: ContinuousClock.Instant) -> [Event] {
    drain(isFinal: true, at: time)
  }

  private mutating func drain(isFinal: Bool, at time: ContinuousClock.Instant) -> [Event] {
    var events: [Event] = []
    while pasted != nil || position < bytes.count {
      let step = pasted == nil ? parse(isFinal: isFinal) : parsePaste(isFinal: isFinal)
      guard let step else { break }
      position += step.count
      if let event = step.event { events.append(timed(event, time)) }
    }
    bytes.removeFirst(min(position, bytes.count))
    position = 0
    return events
  }

  /// Makes the second press of two a double press.
  private mutating func timed(_ event: Event, _ time: ContinuousClock.Instant) -> Event {
    guard case .mouse(let mouse) = event, mouse.action == .press else { return event }
    if let last = lastPress, last.event == mouse,
      last.time.duration(to: time) < Self.doublePressTime
    {
      lastPress = nil
      return .mouse(MouseEvent(.doublePress, column: mouse.column, row: mouse.row))
    }
    lastPress = (mouse, time)
    return event
  }

  /// A piece of input understood: how many bytes, and what they mean if anything.
  struct Step {
    var count: Int
    var event: Event?

    init(_ count: Int, _ event: Event? = nil) {
      self.count = count
      self.event = event
    }

    init(_ count: Int, key: Key?) {
      self.init(count, key.map(Event.key))
    }
  }

  /// The byte `offset` places ahead, if it has come.
  func byte(_ offset: Int) -> UInt8? {
    let index = position + offset
    return index < bytes.count ? bytes[index] : nil
  }

  /// The next step, or nothing when more bytes are needed.
  private mutating func parse(isFinal: Bool) -> Step? {
    guard let first = byte(0) else { return nil }
    if first == 0x1B { return parseEscape() ?? (isFinal ? abandonedEscape() : nil) }
    if first < 0x20 || first == 0x7F { return Step(1, key: Self.control(first)) }
    return parseText(at: 0) ?? (isFinal ? Step(1) : nil)
  }

  private func abandonedEscape() -> Step {
    byte(1) == nil || byte(1) == 0x1B
      ? Step(1, key: .escape) : Step(bytes.count - position)
  }

  static func control(_ byte: UInt8) -> Key? {
    switch byte {
    case 0: .control(" ")
    case 8, 0x7F: .backspace
    case 9: .tab
    case 10, 13: .enter
    case 1...26: .control(Character(Unicode.Scalar(byte + 0x60)))
    case 28...31: .control(Character(Unicode.Scalar(byte + 0x40)))
    default: nil
    }
  }

  /// One scalar of UTF-8; bytes that are none are swallowed.
  private func parseText(at offset: Int) -> Step? {
    guard let lead = byte(offset) else { return nil }
    let length = lead < 0x80 ? 1 : lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
    if length == 0 || lead > 0xF4 { return Step(1) }
    let start = position + offset
    let available = bytes[start..<min(bytes.count, start + length)]
    if let wrong = available.dropFirst().firstIndex(where: { $0 & 0xC0 != 0x80 }) {
      return Step(wrong - start)
    }
    guard available.count == length else { return nil }
    guard let text = String(validating: available, as: UTF8.self), let character = text.first,
      text.unicodeScalars.first?.properties.generalCategory != .control
    else { return Step(length) }
    return Step(length, key: .character(character))
  }

  private mutating func parseEscape() -> Step? {
    guard let second = byte(1) else { return nil }
    switch second {
    case UInt8(ascii: "["): return parseControlSequence()
    case UInt8(ascii: "O"): return byte(2).map { Step(3, key: Self.shifted($0)) }
    case 0x1B: return parseAfterTwoEscapes()
    case 0x80...: return parseText(at: 1).map { Step($0.count + 1) }
    default: return Step(2)
    }
  }

  /// rxvt puts a second Esc before the sequence of a key with Alt; otherwise it is the key twice.
  private func parseAfterTwoEscapes() -> Step? {
    guard let third = byte(2) else { return nil }
    let isSequence = third == UInt8(ascii: "[") || third == UInt8(ascii: "O")
    return Step(1, key: isSequence ? nil : .escape)
  }

  private mutating func parsePaste(isFinal: Bool) -> Step? {
    let end: [UInt8] = [0x1B] + Array("[201~".utf8)
    let rest = bytes[position...]
    if let found = rest.firstIndex(of: end) {
      return finishPaste(rest[..<found], count: found - position + end.count)
    }
    if isFinal { return finishPaste(rest, count: rest.count) }
    // The end may be cut in two: its first part stays for the next time.
    let safe = max(0, rest.count - end.count + 1)
    keepPasted(rest.prefix(safe))
    position += safe
    return nil
  }

  private mutating func keepPasted(_ part: some Collection<UInt8>) {
    let room = Self.pasteLimit - (pasted?.count ?? 0)
    pasted?.append(contentsOf: part.prefix(max(0, room)))
  }

  private mutating func finishPaste(_ part: ArraySlice<UInt8>, count: Int) -> Step {
    keepPasted(part)
    let text = String(decoding: pasted ?? [], as: UTF8.self)
    pasted = nil
    let lines = text.split(omittingEmptySubsequences: false) { $0 == "\r" || $0 == "\r\n" }
    return Step(count, .paste(lines.joined(separator: "\n")))
  }
}

extension ArraySlice<UInt8> {
  /// Where `pattern` begins.
  fileprivate func firstIndex(of pattern: [UInt8]) -> Int? {
    guard count >= pattern.count else { return nil }
    return (startIndex...(endIndex - pattern.count)).first {
      self[$0] == pattern[0] && self[$0..<($0 + pattern.count)].elementsEqual(pattern)
    }
  }
}
