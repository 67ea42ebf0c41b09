import CSQLite

/// A connection to an SQLite file; owns the handle and keeps compiled statements.
///
/// Not Sendable: one thread at a time uses it.
final class Database {
  let path: String
  private let handle: OpaquePointer
  private var statements: [String: Statement] = [:]
  private var depth = 0

  /// Opens an existing file, or one SQLite may fill when it is empty.
  init(path: String, flags: Int32, name: String? = nil) throws(GalleryError) {
    var opened: OpaquePointer?
    let code = sqlite3_open_v2(name ?? path, &opened, flags | SQLITE_OPEN_NOMUTEX, nil)
    guard let opened, code == SQLITE_OK else {
      let message = opened.map { String(cString: sqlite3_errmsg($0)) } ?? "out of memory"
      sqlite3_close_v2(opened)
      throw GalleryError(code: code, path: path, message: message)
    }
    self.path = path
    handle = opened
    sqlite3_extended_result_codes(handle, 1)
    sqlite3_busy_timeout(handle, Self.patience)
  }

  deinit {
    statements.removeAll()
    sqlite3_close_v2(handle)
  }

  /// How long another writer is waited for, in milliseconds.
  static let patience: Int32 = 2000

  /// Runs one statement to its end.
  func run(_ sql: String, _ values: SQLValue...) throws(GalleryError) {
    try each(sql, values) { _ in }
  }

  /// Runs a script of several statements without values.
  func script(_ sql: String) throws(GalleryError) {
    let code = sqlite3_exec(handle, sql, nil, nil, nil)
    if code != SQLITE_OK { throw failure(code) }
  }

  /// What `read` makes of each row.
  func rows<Value>(
    _ sql: String, _ values: SQLValue..., read: (Row) throws(GalleryError) -> Value
  ) throws(GalleryError) -> [Value] {
    var found: [Value] = []
    try each(sql, values) { row throws(GalleryError) in found.append(try read(row)) }
    return found
  }

  /// What `read` makes of the first row; `nil` when there is none.
  func first<Value>(
    _ sql: String, _ values: SQLValue..., read: (Row) throws(GalleryError) -> Value
  ) throws(GalleryError) -> Value? {
    var found: Value?
    try each(sql, values) { row throws(GalleryError) in
      if found == nil { found = try read(row) }
    }
    return found
  }

  /// Gives every row to `body`.
  func each(
    _ sql: String, _ values: [SQLValue], body: (Row) throws(GalleryError) -> Void
  ) throws(GalleryError) {
    let statement = try prepared(sql)
    defer { statement.reset() }
    var code = statement.bind(values)
    if code != SQLITE_OK { throw failure(code) }
    while true {
      code = statement.step()
      if code == SQLITE_DONE { return }
      if code != SQLITE_ROW { throw failure(code) }
      try body(statement.row)
    }
  }

  private func prepared(_ sql: String) throws(GalleryError) -> Statement {
    if let known = statements[sql] { return known }
    var compiled: OpaquePointer?
    let code = sqlite3_prepare_v3(
      handle, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &compiled, nil)
    guard code == SQLITE_OK, let compiled else { throw failure(code) }
    let statement = Statement(owning: compiled)
    statements[sql] = statement
    return statement
  }

  /// The row identifier of the last insertion.
  var lastInserted: Int64 { sqlite3_last_insert_rowid(handle) }

  /// How many rows the last statement changed.
  var changed: Int { Int(sqlite3_changes(handle)) }

  /// All of `body` or nothing of it; one inside another is part of the outer.
  func transaction<Value>(
    _ body: () throws(GalleryError) -> Value
  ) throws(GalleryError) -> Value {
    if depth > 0 { return try body() }
    try run("BEGIN IMMEDIATE")
    depth += 1
    defer { depth -= 1 }
    do throws(GalleryError) {
      let value = try body()
      try run("COMMIT")
      return value
    } catch {
      // Some errors have rolled back already; then there is nothing left to roll back.
      if sqlite3_get_autocommit(handle) == 0 { sqlite3_exec(handle, "ROLLBACK", nil, nil, nil) }
      throw error
    }
  }

  private func failure(_ code: Int32) -> GalleryError {
    GalleryError(code: code, path: path, message: String(cString: sqlite3_errmsg(handle)))
  }
}

extension GalleryError {
  /// What one of SQLite's result codes means for a gallery.
  init(code: Int32, path: String, message: String) {
    switch code & 0xff {
    case SQLITE_BUSY, SQLITE_LOCKED, SQLITE_PROTOCOL: self = .busy(path: path)
    case SQLITE_READONLY: self = .readOnly(path: path)
    case SQLITE_FULL: self = .diskFull(path: path)
    case SQLITE_CORRUPT: self = .damaged(path: path, detail: message)
    case SQLITE_NOTADB: self = .notADatabase(path: path)
    case SQLITE_PERM, SQLITE_AUTH, SQLITE_CANTOPEN: self = .permissionDenied(path: path)
    default: self = .failed(path: path, detail: message)
    }
  }
}
