import Faces
import FoundationEssentials
import Laboratory
import Synchronization
import Verification

/// The distances of a list's pairs, from their photos.
struct PairScores: Sendable {
  let session: Session
  let file: String
  let images: String

  /// What a list gave.
  struct Outcome: Sendable {
    let scores: ScoreSet
    /// The photos whose pairs are left out, with the reason.
    let skipped: [SkippedPhoto]
  }

  /// Finds, embeds and compares the main face of every photo.
  func compute() throws(ProgramError) -> Outcome {
    let pairs = try read().pairs
    let photos = Self.photos(of: pairs)
    let found = try embed(photos.map { $0.path(in: images) })
    let embeddings = Dictionary(uniqueKeysWithValues: zip(photos, found.embeddings))
    return Outcome(scores: scores(of: pairs, embeddings), skipped: found.skipped)
  }

  private func read() throws(ProgramError) -> PairsFile {
    guard let data = FileManager.default.contents(atPath: file) else {
      throw .pairs(.unreadable(file: file))
    }
    do throws(PairsFileError) {
      return try PairsFile(String(decoding: data, as: UTF8.self), name: file)
    } catch {
      throw .pairs(error)
    }
  }

  /// Each photo once, in the order of the pairs.
  private static func photos(of pairs: [PairsFile.Pair]) -> [PairsFile.Photo] {
    var seen: Set<PairsFile.Photo> = []
    return pairs.flatMap { [$0.first, $0.second] }.filter { seen.insert($0).inserted }
  }

  private struct Found: Sendable {
    var embeddings: [[Float]?] = []
    var skipped: [SkippedPhoto] = []

    mutating func take(_ answer: Result<[Float], FaceError>, of photo: String) {
      switch answer {
      case .success(let embedding): embeddings.append(embedding)
      case .failure(let error):
        embeddings.append(nil)
        skipped.append(SkippedPhoto(photo: photo, reason: error.reason))
      }
    }
  }

  private func embed(_ paths: [String]) throws(ProgramError) -> Found {
    let team = try session.team(forPhotos: paths.count)
    let progress = Progress(noun: "photo")
    let found = Mutex(Found())
    waitFor {
      await team.work(on: paths, Self.embedding) { index, answer in
        found.withLock { $0.take(answer, of: paths[index]) }
        progress.show(index + 1, of: paths.count)
        return .goOn
      }
    }
    Progress.clear()
    return found.withLock { $0 }
  }

  /// The embedding of a photo's main face.
  private static func embedding(
    _ photo: String, _ engine: Engine
  ) async -> Result<[Float], FaceError> {
    do throws(FaceError) {
      let examined = try await engine.examine(photo)
      guard let main = examined.faces.first else { throw .noFace(path: photo) }
      return .success(try await engine.embed([main.crop])[0])
    } catch {
      return .failure(error)
    }
  }

  private func scores(
    of pairs: [PairsFile.Pair], _ embeddings: [PairsFile.Photo: [Float]?]
  ) -> ScoreSet {
    var (mated, nonMated): ([Float], [Float]) = ([], [])
    for pair in pairs {
      guard let first = embeddings[pair.first] ?? nil, let second = embeddings[pair.second] ?? nil
      else { continue }
      let distance = session.metric.distance(first, second)
      if pair.isMated { mated.append(distance) } else { nonMated.append(distance) }
    }
    return ScoreSet(mated: mated, nonMated: nonMated)
  }
}
