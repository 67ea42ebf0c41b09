/// Completing a path as it is typed.
enum PathCompletion {
  /// How many candidates are offered at most.
  static let limit = 50

  /// Folders, with a closing slash, and photos that begin with the text, as the user writes them.
  static func candidates(for text: String, home: String) -> [String] {
    if text == "~" { return ["~/"] }
    let slash = text.lastIndex(of: "/")
    let typedFolder = slash.map { String(text[...$0]) } ?? ""
    let beginning = slash.map { String(text[text.index(after: $0)...]) } ?? text
    let folder = typedFolder.isEmpty ? "." : PathName.expanded(typedFolder, home: home)
    guard let listing = try? PhotoFolder.list(folder) else { return [] }
    let names =
      listing.folders.map { PathName.last($0) + "/" } + listing.photos.map(PathName.last)
    return names.filter { $0.lowercased().hasPrefix(beginning.lowercased()) }
      .prefix(limit).map { typedFolder + $0 }
  }
}

extension DirectoryListing {
  /// Folders first, then photos.
  init(reading path: String, home: String) throws(EnrollmentError) {
    let folder = PathName.absolute(PathName.expanded(path, home: home))
    let listing = try PhotoFolder.list(folder)
    self.path = folder
    entries =
      listing.folders.map { Entry(path: $0, isFolder: true) }
      + listing.photos.map { Entry(path: $0, isFolder: false) }
  }
}
