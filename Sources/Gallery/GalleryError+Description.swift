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
    case .contradictoryMarks(let conflict): "\(conflict)"
    case .markOfOneFace(let face): "face \(face.rawValue): a mark is on two faces, this is one"
    case .invalidEmbedding(let flaw): "\(flaw)"
    case .unreadableCrop(let face, let detail):
      "face \(face.rawValue): its stored picture is damaged (\(detail)); enroll its photo again"
    case .unstorableCrop(let detail): "a face's picture cannot be stored: \(detail)"
    }
  }
}

extension MarkConflict: CustomStringConvertible {
  public var description: String {
    let shown = contradicted.prefix(3).map { mark in
      "\(named(mark.pair.first)) and \(named(mark.pair.second)) \(mark.kind.words)"
    }
    let more = contradicted.count > 3 ? ", and \(contradicted.count - 3) more" : ""
    return "\(named(pair.first)) and \(named(pair.second)) cannot be \(kind.words): marked are "
      + shown.joined(separator: ", ") + more
      + "; take these back, or have the new mark replace them"
  }

  private func named(_ face: FaceRecord.ID) -> String { names[face] ?? "face \(face.rawValue)" }
}

extension FaceMark.Kind {
  /// After "are marked as".
  public var words: String { self == .same ? "the same" : "not the same" }
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
