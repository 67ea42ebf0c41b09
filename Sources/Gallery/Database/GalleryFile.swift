import CSQLite
import Glibc

/// How a gallery is opened.
public enum OpenMode: Sendable {
  /// For changes; a file that is missing is made.
  case create
  /// For changes to what exists.
  case change
  /// For reading alone.
  case read
}

/// Finding, guarding and checking the file before SQLite takes it.
enum GalleryFile {
  /// Opens the file in a mode, ready for use: of this version, checked and guarded.
  static func open(_ path: String, mode: OpenMode) throws(GalleryError) -> Database {
    let path = absolute(path)
    if mode == .create { try create(path) }
    try inspect(path, mode: mode)
    let database = try connect(path, mode: mode)
    let version = try identify(database)
    if mode == .read, version < Schema.version { return try upgraded(path, from: version) }
    if mode != .read {
      try patiently { () throws(GalleryError) in
        try configure(database)
        try migrate(database)
      }
    }
    try check(database)
    return database
  }

  /// An older gallery, which has to be changed before this version can read it.
  private static func upgraded(_ path: String, from version: Int) throws(GalleryError) -> Database {
    if version == 0 { throw .missing(path: path) }
    return try open(path, mode: .change)
  }

  /// The path from the root, which SQLite cannot take for one of its special names.
  private static func absolute(_ path: String) -> String {
    if path.hasPrefix("/") { return path }
    guard let folder = getcwd(nil, 0) else { return "./" + path }
    defer { free(folder) }
    return String(cString: folder) + "/" + path
  }

  /// Makes an empty file, with its folders, that no one else may read; SQLite gives its companions
  /// the same mode.
  private static func create(_ path: String) throws(GalleryError) {
    let descriptor = Glibc.open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    if descriptor >= 0 {
      close(descriptor)
      return
    }
    switch errno {
    case ENOENT where makeFolder(of: path): try create(path)
    case EISDIR: throw .isDirectory(path: path)
    case ENOSPC, EDQUOT: throw .diskFull(path: path)
    case EACCES, EPERM, EROFS:
      // What is there may still be readable; `inspect` finds out.
      if access(path, F_OK) != 0 { throw .permissionDenied(path: path) }
    default: throw .failed(path: path, detail: String(cString: strerror(errno)))
    }
  }

  /// Makes the folders of a path; whether something was made.
  private static func makeFolder(of path: String) -> Bool {
    guard let slash = path.lastIndex(of: "/"), slash != path.startIndex else { return false }
    let folder = String(path[..<slash])
    if mkdir(folder, 0o700) == 0 { return true }
    return errno == ENOENT && makeFolder(of: folder) && mkdir(folder, 0o700) == 0
  }

  private static func inspect(_ path: String, mode: OpenMode) throws(GalleryError) {
    var status = stat()
    guard stat(path, &status) == 0 else {
      switch errno {
      case ENOENT, ENOTDIR: throw .missing(path: path)
      case EACCES: throw .permissionDenied(path: path)
      default: throw .failed(path: path, detail: String(cString: strerror(errno)))
      }
    }
    switch status.st_mode & S_IFMT {
    case S_IFREG: break
    case S_IFDIR: throw .isDirectory(path: path)
    default: throw .notADatabase(path: path)
    }
    if access(path, R_OK) != 0 { throw .permissionDenied(path: path) }
    try FileHeader.check(path, size: Int(status.st_size))
    if mode == .read { return }
    if access(path, W_OK) != 0 { throw .readOnly(path: path) }
    // A copy may have come with a wider mode; faces are nobody else's business.
    if status.st_mode & 0o077 != 0 { chmod(path, 0o600) }
  }

  private static func connect(_ path: String, mode: OpenMode) throws(GalleryError) -> Database {
    if mode != .read { return try Database(path: path, flags: SQLITE_OPEN_READWRITE) }
    do throws(GalleryError) {
      let database = try Database(path: path, flags: SQLITE_OPEN_READONLY)
      _ = try version(database)
      return database
    } catch .permissionDenied where access(path + "-wal", F_OK) != 0 {
      // In a folder that can't be written SQLite cannot make the log's index; without a log
      // nothing is missed by doing without.
      return try Database(
        path: path, flags: SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, name: immutable(path))
    }
  }

  private static func immutable(_ path: String) -> String {
    let safe = path.utf8.map { byte in
      switch UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte
        || UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte
        || UInt8(ascii: "-")...UInt8(ascii: "9") ~= byte
      {
      case true: String(UnicodeScalar(byte))
      case false: "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
      }
    }
    return "file:" + safe.joined() + "?immutable=1"
  }

  private static func version(_ database: Database) throws(GalleryError) -> Int {
    try database.first("PRAGMA user_version") { $0.count(0) } ?? 0
  }

  /// The version of the file, 0 when it is empty. Refuses what other programs and later versions
  /// wrote, before anything is changed.
  private static func identify(_ database: Database) throws(GalleryError) -> Int {
    let version = try version(database)
    let owner = try database.first("PRAGMA application_id") { $0.count(0) } ?? 0
    let objects = try database.first("SELECT count(*) FROM sqlite_schema") { $0.count(0) } ?? 0
    if owner == 0 && version == 0 && objects == 0 { return 0 }
    if owner != Schema.applicationID { throw .notAGallery(path: database.path) }
    if version > Schema.version {
      throw .newerVersion(path: database.path, found: version, known: Schema.version)
    }
    if version < 1 { throw .damaged(path: database.path, detail: "version \(version)") }
    return version
  }

  private static func configure(_ database: Database) throws(GalleryError) {
    // Larger pages hold a face's picture in fewer pieces. Only an empty file takes the size.
    try database.script(
      """
      PRAGMA page_size = 8192;
      PRAGMA journal_mode = WAL;
      PRAGMA synchronous = FULL;
      PRAGMA foreign_keys = ON;
      PRAGMA secure_delete = ON;
      PRAGMA trusted_schema = OFF;
      PRAGMA cell_size_check = ON;
      PRAGMA journal_size_limit = 16777216;
      """)
  }

  /// Tries again for a while what another program is in the way of: SQLite itself does not wait where
  /// two might wait for each other, as when both make the same file.
  private static func patiently(_ body: () throws(GalleryError) -> Void) throws(GalleryError) {
    let end = ContinuousClock.now + .milliseconds(Int(Database.patience))
    while true {
      do throws(GalleryError) {
        return try body()
      } catch .busy(let path) {
        if ContinuousClock.now > end { throw .busy(path: path) }
        usleep(20_000)
      }
    }
  }

  private static func migrate(_ database: Database) throws(GalleryError) {
    if try version(database) == Schema.version { return }
    try database.transaction { () throws(GalleryError) in
      // Another program may have done it while this one waited.
      let found = try version(database)
      for step in Schema.steps.dropFirst(found) { try database.script(step) }
      try database.script(
        "PRAGMA application_id = \(Schema.applicationID); PRAGMA user_version = \(Schema.version)")
    }
  }

  /// Reads everything but the pictures, which are most of the file and carry check sums of their
  /// own.
  private static func check(_ database: Database) throws(GalleryError) {
    let tables = try database.rows(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name <> 'crop'"
    ) { $0.text(0) }
    for table in tables {
      let parts = table.split(separator: "'", omittingEmptySubsequences: false)
      let quoted = parts.joined(separator: "''")
      let answers = try database.rows("PRAGMA quick_check('\(quoted)')") { $0.text(0) }
      if answers != ["ok"] {
        throw .damaged(path: database.path, detail: answers.first ?? "no answer")
      }
    }
  }
}
