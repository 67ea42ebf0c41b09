/// The part of Python's pickle machine (protocol 2) that builds plain data.
///
/// The machine calls nothing: the few functions that a state dict names are understood, every
/// other name or instruction is refused. Containers are not remembered, so a pickle that refers to
/// one under construction is refused too.
struct Pickle {
  /// Bounds far above any state dict's, so that memory stays small whatever the file says.
  private static let deepest = 16
  private static let mostItems = 1 << 16
  private static let mostValues = 1 << 20

  var reader: ByteReader
  private var stack: [PickleValue] = []
  private var pushed = 0
  private var marks: [Int] = []
  private var memo: [Int: PickleValue] = [:]

  /// Reads one pickle from where the reader stands and moves it past the end.
  static func value(from reader: inout ByteReader) throws(WeightFileError) -> PickleValue {
    var machine = Pickle(reader: reader)
    while try machine.step() {}
    reader = machine.reader
    return try machine.pop()
  }

  private init(reader: ByteReader) { self.reader = reader }

  /// Carries out one instruction; false after the last.
  private mutating func step() throws(WeightFileError) -> Bool {
    let start = reader.offset
    let code = try reader.byte()
    switch UnicodeScalar(code) {
    case ".": return false
    case "\u{80}": try protocolVersion()
    case "(": try mark()
    case "q": try remember(at: reader.littleEndian(bytes: 1))
    case "r": try remember(at: reader.littleEndian(bytes: 4))
    case "h": try recall(reader.littleEndian(bytes: 1))
    case "j": try recall(reader.littleEndian(bytes: 4))
    case "u", "s", "a", "e": try extend(code)
    case "b": try build()
    case "R": try reduce()
    case "Q": try persistent()
    case "t", ")", "\u{85}", "\u{86}", "\u{87}", "]", "}": try container(code)
    default: try push(atom(code, at: start))
    }
    return true
  }

  private mutating func protocolVersion() throws(WeightFileError) {
    let start = reader.offset
    let version = Int(try reader.byte())
    guard version == 2 else { throw reader.unsupported(.version(version), at: start) }
  }

  // MARK: Values

  private mutating func atom(_ code: UInt8, at start: Int) throws(WeightFileError) -> PickleValue {
    switch UnicodeScalar(code) {
    case "N": return .none
    case "\u{88}": return .flag(true)
    case "\u{89}": return .flag(false)
    case "K": return .integer(Int(try reader.littleEndian(bytes: 1)))
    case "M": return .integer(Int(try reader.littleEndian(bytes: 2)))
    case "J":
      return .integer(Int(Int32(truncatingIfNeeded: try reader.littleEndian(bytes: 4))))
    case "\u{8a}": return .integer(try longInteger())
    case "X": return .text(try reader.text(Int(reader.littleEndian(bytes: 4))))
    case "c": return .global(try global(at: start))
    default: throw reader.unsupported(.opcode(code), at: start)
    }
  }

  /// A two's complement number of at most eight bytes.
  private mutating func longInteger() throws(WeightFileError) -> Int {
    let start = reader.offset
    let count = Int(try reader.byte())
    guard count <= 8 else { throw reader.malformed(.outOfRange(count), at: start) }
    guard count > 0 else { return 0 }
    let bits = UInt64(64 - 8 * count)
    return Int(Int64(bitPattern: try reader.littleEndian(bytes: count) << bits) >> Int64(bits))
  }

  private mutating func global(at start: Int) throws(WeightFileError) -> TorchGlobal {
    let name = try "\(line()).\(line())"
    guard let global = TorchGlobal(rawValue: name) else {
      throw reader.unsupported(.global(name), at: start)
    }
    return global
  }

  /// Text up to a newline; names longer than any known one are cut short as damage.
  private mutating func line() throws(WeightFileError) -> String {
    var length = 0
    var ahead = reader
    while try ahead.byte() != UInt8(ascii: "\n") {
      length += 1
      guard length <= 256 else { throw reader.malformed(.text) }
    }
    let text = try reader.text(length)
    _ = try reader.byte()
    return text
  }

  // MARK: Containers

  private mutating func container(_ code: UInt8) throws(WeightFileError) {
    switch UnicodeScalar(code) {
    case "t": try push(tuple(popToMark()))
    case "\u{85}": try push(tuple(pop(1)))
    case "\u{86}": try push(tuple(pop(2)))
    case "\u{87}": try push(tuple(pop(3)))
    case "}": try push(.dictionary(PickleItems()))
    case "]": try push(.list(PickleItems()))
    default: try push(.tuple([], depth: 1))
    }
  }

  private func tuple(_ items: [PickleValue]) throws(WeightFileError) -> PickleValue {
    .tuple(items, depth: try depth(around: items))
  }

  /// Nesting is bounded, for a value as deep as its file is long could not even be released.
  private func depth(around items: [PickleValue]) throws(WeightFileError) -> Int {
    let depth = 1 + (items.map(\.depth).max() ?? 0)
    guard depth <= Self.deepest else { throw reader.malformed(.depth) }
    return depth
  }

  /// Adds the items above the mark, or the single one on top, to the container below.
  private mutating func extend(_ code: UInt8) throws(WeightFileError) {
    let many = code == UInt8(ascii: "u") || code == UInt8(ascii: "e")
    let pairs = code == UInt8(ascii: "u") || code == UInt8(ascii: "s")
    let items = many ? try popToMark() : try pop(pairs ? 2 : 1)
    let inner = try depth(around: items)
    switch (stack.count > (marks.last ?? 0) ? stack.last : nil, pairs) {
    case (.list(let container)?, false), (.dictionary(let container)?, true):
      guard items.count.isMultiple(of: pairs ? 2 : 1) else { throw reader.malformed(.pickle) }
      guard container.values.count <= Self.mostItems - items.count else {
        throw reader.malformed(.tooLarge)
      }
      container.values.append(contentsOf: items)
      container.depth = max(container.depth, inner)
    default: throw reader.malformed(.pickle)
    }
  }

  // MARK: The stack and the memo

  mutating func push(_ value: PickleValue) throws(WeightFileError) {
    guard stack.count < Self.mostItems, pushed < Self.mostValues else {
      throw reader.malformed(.tooLarge)
    }
    pushed += 1
    stack.append(value)
  }

  mutating func pop() throws(WeightFileError) -> PickleValue {
    guard stack.count > (marks.last ?? 0), let value = stack.popLast() else {
      throw reader.malformed(.pickle)
    }
    return value
  }

  private mutating func pop(_ count: Int) throws(WeightFileError) -> [PickleValue] {
    guard stack.count - (marks.last ?? 0) >= count else { throw reader.malformed(.pickle) }
    defer { stack.removeLast(count) }
    return Array(stack.suffix(count))
  }

  private mutating func mark() throws(WeightFileError) {
    guard marks.count < Self.mostItems else { throw reader.malformed(.tooLarge) }
    marks.append(stack.count)
  }

  private mutating func popToMark() throws(WeightFileError) -> [PickleValue] {
    guard let mark = marks.popLast() else { throw reader.malformed(.pickle) }
    defer { stack.removeSubrange(mark...) }
    return Array(stack[mark...])
  }

  /// Only values that can't change any more are remembered.
  private mutating func remember(at index: UInt64) throws(WeightFileError) {
    guard stack.count > (marks.last ?? 0), let value = stack.last else {
      throw reader.malformed(.pickle)
    }
    switch value {
    case .list, .dictionary: return
    default: memo[Int(index)] = value
    }
    guard memo.count <= Self.mostItems else { throw reader.malformed(.tooLarge) }
  }

  private mutating func recall(_ index: UInt64) throws(WeightFileError) {
    guard let value = memo[Int(index)] else { throw reader.malformed(.pickle) }
    try push(value)
  }
}
