extension Edit: CustomStringConvertible {
  public var description: String { action.description }
}

extension Edit.Action: CustomStringConvertible {
  /// What was done, to follow "undone: ".
  public var description: String {
    switch self {
    case .enroll(let photos, let source):
      "enrolled \(counted(photos, "photo"))" + (source.isEmpty ? "" : " from \(source)")
    case .rename(let from, let to): "renamed \(from) to \(to)"
    case .merge(let name, let into, let faces):
      "merged \(name) (\(counted(faces, "face"))) into \(into)"
    case .split(let faces, let to): "split \(counted(faces, "face")) off as \(to)"
    case .assign(let faces, let to): "gave \(counted(faces, "face")) to \(to)"
    case .forgetPerson(let name, let faces): "forgot \(name) (\(counted(faces, "face")))"
    case .forgetFaces(let faces): "forgot \(counted(faces, "face"))"
    case .mark(let pairs, .same?): "marked \(counted(pairs, "pair")) as the same"
    case .mark(let pairs, .different?): "marked \(counted(pairs, "pair")) as not the same"
    case .mark(let pairs, nil): "took the marks of \(counted(pairs, "pair")) away"
    }
  }

  private func counted(_ count: Int, _ noun: String) -> String {
    "\(count) \(noun)\(count == 1 ? "" : "s")"
  }
}
