import CSQLite

/// A compiled statement; owns its handle.
final class Statement {
  private let handle: OpaquePointer

  init(owning handle: OpaquePointer) { self.handle = handle }

  deinit { sqlite3_finalize(handle) }

  /// Gives the values to the places `?1`, `?2`, … Returns SQLite's answer.
  func bind(_ values: [SQLValue]) -> Int32 {
    for (index, value) in values.enumerated() {
      let code = bind(value, at: Int32(index + 1))
      if code != SQLITE_OK { return code }
    }
    return SQLITE_OK
  }

  private func bind(_ value: SQLValue, at place: Int32) -> Int32 {
    switch value {
    case .null: sqlite3_bind_null(handle, place)
    case .integer(let number): sqlite3_bind_int64(handle, place, number)
    case .real(let number): sqlite3_bind_double(handle, place, number)
    case .text(let text):
      sqlite3_bind_text(handle, place, text, Int32(text.utf8.count), csqlite_transient())
    case .blob(let bytes) where bytes.isEmpty: sqlite3_bind_zeroblob(handle, place, 0)
    case .blob(let bytes):
      sqlite3_bind_blob64(
        handle, place, bytes, sqlite3_uint64(bytes.count), csqlite_transient())
    }
  }

  /// Goes to the next row: `SQLITE_ROW`, `SQLITE_DONE` or an error.
  func step() -> Int32 { sqlite3_step(handle) }

  /// Makes the statement ready for other values.
  func reset() {
    sqlite3_reset(handle)
    sqlite3_clear_bindings(handle)
  }

  /// The row the statement stands on.
  var row: Row { Row(statement: handle) }
}

/// The row a statement stands on; not to be kept beyond it.
///
/// A damaged file may hold any type in any column: everything is converted as SQLite does, and a
/// blob of an unexpected length is for the reader to refuse.
struct Row {
  private let statement: OpaquePointer

  fileprivate init(statement: OpaquePointer) { self.statement = statement }

  func isNull(_ column: Int32) -> Bool { sqlite3_column_type(statement, column) == SQLITE_NULL }
  func integer(_ column: Int32) -> Int64 { sqlite3_column_int64(statement, column) }
  func count(_ column: Int32) -> Int { Int(clamping: integer(column)) }
  func real(_ column: Int32) -> Double { sqlite3_column_double(statement, column) }

  func text(_ column: Int32) -> String {
    guard let bytes = sqlite3_column_text(statement, column) else { return "" }
    let count = Int(sqlite3_column_bytes(statement, column))
    return String(decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self)
  }

  func blob(_ column: Int32) -> UnsafeRawBufferPointer {
    guard let bytes = sqlite3_column_blob(statement, column) else {
      return UnsafeRawBufferPointer(start: nil, count: 0)
    }
    return UnsafeRawBufferPointer(
      start: bytes, count: Int(sqlite3_column_bytes(statement, column)))
  }
}
