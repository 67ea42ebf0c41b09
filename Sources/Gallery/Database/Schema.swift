/// The tables, and how an older file becomes one of this version.
enum Schema {
  /// Marks an SQLite file as a gallery: "Like" in ASCII.
  static let applicationID = 0x4C69_6B65

  /// The scripts that lead from one version to the next, from an empty file on. A script that was
  /// ever released is never changed: the next version is a further script.
  static let steps = [first, marks]

  /// The version this program writes.
  static var version: Int { steps.count }

  /// `forgotten` holds the edit that removed a row and can bring it back; `NULL` is in the gallery.
  /// A row whose edit leaves the journal is deleted for good.
  private static let first = """
    CREATE TABLE edit (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      kind TEXT NOT NULL,
      subject TEXT NOT NULL,
      object TEXT NOT NULL,
      count INTEGER NOT NULL,
      time REAL NOT NULL
    ) STRICT;
    CREATE TABLE change (
      id INTEGER PRIMARY KEY,
      edit INTEGER NOT NULL REFERENCES edit ON DELETE CASCADE,
      kind TEXT NOT NULL,
      entity TEXT NOT NULL,
      row INTEGER NOT NULL,
      old TEXT
    ) STRICT;
    CREATE INDEX change_of_edit ON change (edit);

    CREATE TABLE person (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      name TEXT NOT NULL,
      forgotten INTEGER
    ) STRICT;
    CREATE UNIQUE INDEX person_by_name ON person (name) WHERE forgotten IS NULL;
    CREATE INDEX person_forgotten ON person (forgotten) WHERE forgotten IS NOT NULL;

    CREATE TABLE photo (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      hash TEXT NOT NULL,
      path TEXT NOT NULL,
      width INTEGER NOT NULL,
      height INTEGER NOT NULL,
      forgotten INTEGER
    ) STRICT;
    CREATE UNIQUE INDEX photo_by_hash ON photo (hash) WHERE forgotten IS NULL;
    CREATE INDEX photo_forgotten ON photo (forgotten) WHERE forgotten IS NOT NULL;

    CREATE TABLE face (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      person INTEGER NOT NULL REFERENCES person,
      photo INTEGER NOT NULL REFERENCES photo,
      x1 REAL NOT NULL, y1 REAL NOT NULL, x2 REAL NOT NULL, y2 REAL NOT NULL,
      score REAL NOT NULL,
      landmarks BLOB NOT NULL,
      size REAL NOT NULL, sharpness REAL NOT NULL,
      brightness REAL NOT NULL, contrast REAL NOT NULL,
      yaw REAL NOT NULL, pitch REAL NOT NULL, roll REAL NOT NULL,
      added REAL NOT NULL,
      forgotten INTEGER
    ) STRICT;
    CREATE INDEX face_of_person ON face (person);
    CREATE INDEX face_of_photo ON face (photo);
    CREATE INDEX face_forgotten ON face (forgotten) WHERE forgotten IS NOT NULL;

    CREATE TABLE crop (
      face INTEGER PRIMARY KEY REFERENCES face ON DELETE CASCADE,
      x1 REAL NOT NULL, y1 REAL NOT NULL, x2 REAL NOT NULL, y2 REAL NOT NULL,
      landmarks BLOB NOT NULL,
      png BLOB NOT NULL
    ) STRICT;

    CREATE TABLE model (
      id INTEGER PRIMARY KEY,
      fingerprint TEXT NOT NULL UNIQUE,
      name TEXT NOT NULL,
      dimension INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE embedding (
      id INTEGER PRIMARY KEY,
      model INTEGER NOT NULL REFERENCES model,
      face INTEGER NOT NULL REFERENCES face ON DELETE CASCADE,
      vector BLOB NOT NULL,
      UNIQUE (face, model)
    ) STRICT;

    CREATE TABLE threshold (
      fingerprint TEXT NOT NULL,
      metric TEXT NOT NULL,
      value REAL NOT NULL,
      how TEXT NOT NULL,
      data TEXT NOT NULL,
      chosen REAL NOT NULL,
      PRIMARY KEY (fingerprint, metric)
    ) STRICT;
    CREATE TABLE setting (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
    """

  /// Pairs of faces that are known to be of one person, or of two; the smaller number first.
  private static let marks = """
    CREATE TABLE mark (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      first INTEGER NOT NULL REFERENCES face ON DELETE CASCADE,
      second INTEGER NOT NULL REFERENCES face ON DELETE CASCADE,
      kind TEXT NOT NULL,
      forgotten INTEGER
    ) STRICT;
    CREATE UNIQUE INDEX mark_of_pair ON mark (first, second) WHERE forgotten IS NULL;
    CREATE INDEX mark_of_second ON mark (second);
    CREATE INDEX mark_forgotten ON mark (forgotten) WHERE forgotten IS NOT NULL;
    """
}
