import FoundationEssentials
import Laboratory
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
    let found = try MainFaces(session: session).embed(photos.map { $0.path(in: images) })
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
