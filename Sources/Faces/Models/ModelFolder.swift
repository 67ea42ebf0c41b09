import Glibc

/// The folder that holds the model files.
public struct ModelFolder: Hashable, Sendable {
  /// The folder's path.
  public let path: String

  /// A folder that need not exist yet.
  public init(path: String) { self.path = path }

  /// `$LIKENESS_MODELS`, else `$XDG_DATA_HOME/likeness/models`, else
  /// `~/.local/share/likeness/models`.
  public static var standard: ModelFolder {
    standard { variable in
      getenv(variable).map { String(cString: $0) }
    }
  }

  /// The same, by another environment; empty variables count as unset.
  static func standard(environment: (String) -> String?) -> ModelFolder {
    func value(_ name: String) -> String? {
      environment(name).flatMap { $0.isEmpty ? nil : $0 }
    }
    if let models = value("LIKENESS_MODELS") { return ModelFolder(path: models) }
    let data = value("XDG_DATA_HOME") ?? (value("HOME") ?? "") + "/.local/share"
    return ModelFolder(path: data + "/likeness/models")
  }

  /// The path of a file that is there and has the right size.
  ///
  /// - Throws: `missingModelFile` or `wrongModelFile`.
  public func path(of file: ModelFile) throws(FaceError) -> String {
    let path = self.path + "/" + file.name
    var status = stat()
    guard stat(path, &status) == 0 else {
      throw file.isInstalledByHand ? .absentModelFile(path: path) : .missingModelFile(path: path)
    }
    guard Int(status.st_size) == file.byteCount else {
      throw .wrongModelFile(path: path, byteCount: Int(status.st_size), expected: file.byteCount)
    }
    return path
  }

  /// Whether every file of a model is in place.
  public func holds(_ model: Model) -> Bool { problem(with: model) == nil }

  /// The first file of a model that is not as it should be.
  public func problem(with model: Model) -> FaceError? {
    do throws(FaceError) {
      for file in model.files { _ = try path(of: file) }
      return nil
    } catch {
      return error
    }
  }
}
