/// Why a gallery could not be opened, read or changed.
public enum GalleryError: Error, Hashable, Sendable {
  /// There is no such file.
  case missing(path: String)
  case isDirectory(path: String)
  /// The file or its folder may not be read or created.
  case permissionDenied(path: String)
  /// The file may be read but not changed.
  case readOnly(path: String)
  case notADatabase(path: String)
  /// An SQLite database of another program.
  case notAGallery(path: String)
  /// A later version of the program wrote it.
  case newerVersion(path: String, found: Int, known: Int)
  case damaged(path: String, detail: String)
  /// Another program holds it for itself, or has been writing for longer than was waited.
  case busy(path: String)
  case diskFull(path: String)
  /// Any other answer of SQLite.
  case failed(path: String, detail: String)

  case invalidName(String, NameFlaw)
  case unknownPerson(String)
  /// A rename would give two people one name.
  case nameTaken(String)
  /// The face was forgotten meanwhile, or never was.
  case unknownFace(FaceRecord.ID)
  /// What is to be marked contradicts marks that are there.
  case contradictoryMarks(MarkConflict)
  /// A face cannot be marked with itself.
  case markOfOneFace(FaceRecord.ID)
  case invalidEmbedding(EmbeddingFlaw)
  /// A stored picture of a face cannot be read.
  case unreadableCrop(face: FaceRecord.ID, detail: String)
  /// A face's picture cannot be stored.
  case unstorableCrop(detail: String)
}

/// Why a text cannot be a person's name.
public enum NameFlaw: Hashable, Sendable {
  case empty, controlCharacters
  case tooLong(limit: Int)
}

/// Why a vector cannot be an embedding of a model.
public enum EmbeddingFlaw: Hashable, Sendable {
  case notFinite
  case wrongDimension(found: Int, expected: Int)
}
