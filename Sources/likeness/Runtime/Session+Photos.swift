import Faces
import Laboratory
import Synchronization

extension Session {
  /// What comes of each of many photos, in their order; several are looked at side by side.
  ///
  /// - Throws: `face` when a file of the model is missing, rather than with every photo.
  func lookAt<Value: Sendable>(
    _ photos: [String],
    _ look: @escaping @Sendable (String, Engine) async throws(FaceError) -> Value
  ) throws(ProgramError) -> [Result<Value, FaceError>] {
    let team = try team(forPhotos: photos.count)
    let progress = Progress(noun: "photo")
    let found = Mutex<[Result<Value, FaceError>]>([])
    @Sendable func answer(_ photo: String, _ engine: Engine) async -> Result<Value, FaceError> {
      do throws(FaceError) { return .success(try await look(photo, engine)) } catch {
        return .failure(error)
      }
    }
    waitFor {
      await team.work(on: photos, answer) { index, answer in
        found.withLock { $0.append(answer) }
        progress.show(index + 1, of: photos.count)
        return .goOn
      }
    }
    Progress.clear()
    return found.withLock { $0 }
  }
}
