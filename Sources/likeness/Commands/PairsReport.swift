import Faces
import FoundationEssentials
import Laboratory
import Synchronization
import Verification

/// How many pairs of a list are decided rightly: at the best threshold, and at the present one.
struct PairsReport: Sendable {
  let session: Session
  let file: String
  let images: String

  func run() throws(ProgramError) -> ExitStatus {
    let pairs = try read()
    let threshold = try session.threshold()
    let photos = Self.photos(of: pairs.pairs)
    let paths = photos.map { $0.path(in: images) }
    let found = try embed(paths)
    let embeddings = Dictionary(uniqueKeysWithValues: zip(photos, found.embeddings))
    let scores = scores(of: pairs.pairs, embeddings)
    guard let best = scores.bestAccuracy() else { throw .noPhotos(path: images) }
    let line = PairsLine(
      scores, best, at: threshold.value, session, pairs: pairs.pairs.count, found.skipped)
    if session.options.isJSON {
      try StandardStreams.json(line)
    } else {
      for text in line.text(source: threshold.source) { try StandardStreams.result(text) }
      for skipped in found.skipped {
        StandardStreams.note("\(skipped.photo.shown): skipped, \(skipped.reason.shown)")
      }
    }
    return .done
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

/// How a list of pairs was decided, as JSON. Pairs of skipped photos are in `pairs` alone.
struct PairsLine: Encodable, Sendable {
  let pairs: Int
  let mated: Int
  let nonmated: Int
  let model: String
  let metric: Metric
  let bestAccuracy: Double?
  let bestAccuracyThreshold: Double
  let accuracy: Double?
  let threshold: Double
  let skipped: [SkippedPhoto]

  init(
    _ scores: ScoreSet, _ best: BestAccuracy, at threshold: Double, _ session: Session,
    pairs: Int, _ skipped: [SkippedPhoto]
  ) {
    self.pairs = pairs
    mated = scores.mated.count
    nonmated = scores.nonMated.count
    model = session.model.name
    metric = session.metric
    bestAccuracy = best.accuracy.rate
    bestAccuracyThreshold = best.threshold
    accuracy = scores.rates(at: threshold).accuracy.rate
    self.threshold = threshold
    self.skipped = skipped
  }

  enum CodingKeys: String, CodingKey {
    case pairs, mated, nonmated, model, metric, accuracy, threshold, skipped
    case bestAccuracy = "best_accuracy"
    case bestAccuracyThreshold = "best_accuracy_threshold"
  }

  func text(source: String) -> [String] {
    var table = TextTable(.left, .right, .left)
    table.rows = [
      [
        "pairs compared", "\(mated + nonmated)",
        "of \(pairs): \(mated) of one person, \(nonmated) of two",
      ],
      [
        "best accuracy", (bestAccuracy ?? 0).rounded(decimals: 4),
        "at threshold \(bestAccuracyThreshold.rounded(decimals: 4)), chosen on these pairs",
      ],
      [
        "accuracy", (accuracy ?? 0).rounded(decimals: 4),
        "at threshold \(threshold.rounded(decimals: 4)), \(source.shown)",
      ],
      ["photos skipped", "\(skipped.count)", "\(metric.rawValue), \(model)"],
    ]
    return table.lines
  }
}
