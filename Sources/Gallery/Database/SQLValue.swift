/// A value given to a statement.
enum SQLValue {
  case null
  case integer(Int64)
  case real(Double)
  case text(String)
  case blob([UInt8])

  static func count(_ value: Int) -> SQLValue { .integer(Int64(value)) }
}
