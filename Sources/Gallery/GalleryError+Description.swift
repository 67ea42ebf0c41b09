extension GalleryError: CustomStringConvertible {
  /// One line that names the thing and the way out.
  public var description: String {
    switch self {
    case .missing(let path): "\(path): no gallery here yet; `likeness enroll` makes one"
    case .isDirectory(let path): "\(path): a folder, where --gallery wants a file"
    case .permissionDenied(let path):
      "\(path): permission denied; give yourself access or name another file with --gallery"
    case .readOnly(let path): "\(path): can be read but not changed; copy it where you may write"
    case .notADatabase(let path): "\(path): not a gallery (no SQLite file); name another --gallery"
    case .notAGallery(let path): "\(path): a database of another program; name another --gallery"
    case .newerVersion(let path, let found, let known):
      "\(path): written by a later likeness (version \(found), this one knows \(known)); update it"
    case .damaged(let path, let detail):
      "\(path): the gallery is damaged (\(detail)); put back a copy, or enroll into a new file"
    case .busy(let path):
      "\(path): another program is using the gallery; close it there and try again"
    case .diskFull(let path):
      "\(path): the disk is full; what was saved before is safe, free some space and try again"
    case .failed(let path, let detail): "\(path): \(detail)"
    case .invalidName(let name, let flaw): "\(name.quotedForMessage): \(flaw)"
    case .unknownPerson(let name):
      "\(name.quotedForMessage): nobody of this name; `likeness people` lists who is enrolled"
    case .nameTaken(let name):
      "\(name.quotedForMessage): somebody has this name already; merge the two instead"
    case .unknownFace(let face): "face \(face.rawValue): not in the gallery any more"
    case .invalidEmbedding(let flaw): "\(flaw)"
    case .unreadableCrop(let face, let detail):
      "face \(face.rawValue): its stored picture is damaged (\(detail)); enroll its photo again"
    case .unstorableCrop(let detail): "a face's picture cannot be stored: \(detail)"
    }
  }
}

extension NameFlaw: CustomStringConvertible {
  public var description: String {
    switch self {
    case .empty: "a name needs at least one visible character"
    case .controlCharacters: "a name is one line of text without control characters"
    case .tooLong(let limit): "a name has at most \(limit) characters"
    }
  }
}

extension EmbeddingFlaw: CustomStringConvertible {
  public var description: String {
    switch self {
    case .notFinite: "an embedding holds a component that is not a finite number"
    case .wrongDimension(let found, let expected):
      "an embedding of \(found) components among those of \(expected)"
    }
  }
}

extension String {
  /// The text in quotation marks on one line, for a message; cut where it is very long.
  var quotedForMessage: String {
    let shown = unicodeScalars.prefix(80).map {
      $0.properties.generalCategory == .control ? "\u{FFFD}" : String($0)
    }
    return "“" + shown.joined() + (unicodeScalars.count > 80 ? "…" : "") + "”"
  }
}
