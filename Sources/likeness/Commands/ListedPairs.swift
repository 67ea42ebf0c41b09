import FoundationEssentials
import Laboratory
import Verification

/// A list's pairs, with the embedding of each photo's main face.
struct ListedPairs: Sendable {
  let session: Session
  let file: String
  let images: String

  /// What a list gave.
  struct Outcome: Sendable {
    let pairs: EmbeddingPairs
    /// How many pairs the list has, with those of skipped photos.
    let listed: Int
    /// The photos whose pairs are left out, with the reason.
    let skipped: [SkippedPhoto]
  }

  /// Finds and embeds the main face of every photo.
  func embed() throws(ProgramError) -> Outcome {
    let file = try read()
    for remark in file.remarks { StandardStreams.note("\(self.file): \(remark)") }
    // A list in one block has its folds dealt, so that each holds pairs of both kinds.
    let listed = file.foldOrder().map { file.pairs[$0] }
    let photos = Self.photos(of: listed)
    let found = try MainFaces(session: session, isMirroring: session.options.isMirroring).embed(
      photos.map { $0.path(in: images) })
    let embeddings = Dictionary(uniqueKeysWithValues: zip(photos, found.embeddings))
    var pairs = EmbeddingPairs(metric: session.metric)
    for pair in listed {
      guard let first = embeddings[pair.first] ?? nil, let second = embeddings[pair.second] ?? nil
      else { continue }
      pairs.append(first, second, same: pair.isSame)
    }
    return Outcome(pairs: pairs, listed: listed.count, skipped: found.skipped)
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
  private static func photos(of pairs: [PairsFile.Pair]) -> [NumberedFace] {
    var seen: Set<NumberedFace> = []
    return pairs.flatMap { [$0.first, $0.second] }.filter { seen.insert($0).inserted }
  }
}
