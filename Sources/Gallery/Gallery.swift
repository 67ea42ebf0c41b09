/// People and their faces in one file, with what models make of them.
///
/// Every change is one transaction, on disk when the call returns. Changes to people and faces are
/// kept in a journal and can be taken back one after the other with `undo`.
///
/// Not Sendable: one thread at a time uses it. Two programs may read and change the same file; who
/// finds it being written waits up to two seconds, then throws `busy`.
public final class Gallery {
  let database: Database

  /// Opens the file at `path`; its log and the log's index lie beside it while it is in use.
  ///
  /// A file that is made has mode 0600, and an existing one gets it when opened for changes.
  /// - Throws: what makes the file unusable, after a check of everything in it but the pictures.
  public init(path: String, mode: OpenMode = .create) throws(GalleryError) {
    database = try GalleryFile.open(path, mode: mode)
  }

  /// Where the file is, from the root.
  public var path: String { database.path }
}
