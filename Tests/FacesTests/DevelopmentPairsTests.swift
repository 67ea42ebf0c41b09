import Imaging
import Testing

@testable import Faces

/// The whole way on LFW's development set (Huang et al. 2007, view 1): skipped where photos or
/// model files are absent. Prints its figures.
@Suite(.enabled(if: Material.isComplete), .serialized) struct DevelopmentPairsTests {
  private struct Pair {
    let first: String
    let second: String
    let isSame: Bool
  }

  /// dlib's own pipeline reaches 0.9890 on the 996 pairs in which its detector finds both faces.
  @Test func pairsAreToldApartAsWellAsByDlib() throws {
    let pairs = try Self.pairs()
    #expect(pairs.count == 1000 && pairs.count(where: \.isSame) == 500)
    let embeddings = try embeddings(of: Set(pairs.flatMap { [$0.first, $0.second] }))
    let distances = try pairs.map { pair in
      let first = try #require(embeddings[pair.first], "no face in \(pair.first)")
      let second = try #require(embeddings[pair.second], "no face in \(pair.second)")
      return zip(first, second).reduce(Float(0)) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }.squareRoot()
    }
    func accuracy(_ threshold: Float) -> Double {
      let right = zip(pairs, distances).count { $0.isSame == ($1 < threshold) }
      return Double(right) / Double(pairs.count)
    }
    let thresholds = (300...900).map { Float($0) / 1000 }
    let best = try #require(thresholds.max { accuracy($0) < accuracy($1) })
    let atDefault = accuracy(Float(Model.dlibResNet.defaultThreshold))
    print("1,000 pairs: best accuracy \(accuracy(best)) at \(best), \(atDefault) at 0.6")
    #expect(accuracy(best) >= 0.989)
    #expect(atDefault >= 0.985)
  }

  @Test func noPhotoIsWithoutItsFace() throws {
    let pipeline = try Pipeline(model: .dlibResNet, models: Material.models)
    var flaws: [Quality.Flaw: Int] = [:]
    var (photos, faces) = (0, 0)
    for name in try Material.photoNames() {
      let found = try pipeline.faces(in: Material.photo(name))
      #expect(!found.isEmpty, "\(name)")
      photos += 1
      faces += found.count
      for flaw in found.first?.quality.flaws ?? [] { flaws[flaw, default: 0] += 1 }
    }
    let counts = flaws.map { "\($0) \($1)" }.sorted().joined(separator: ", ")
    print("\(photos) photos, \(faces) faces; flaws of the subjects: \(counts)")
    #expect(photos == 2741)
    // A flag that is often raised tells nothing.
    for (flaw, count) in flaws { #expect(count < photos / 25, "\(flaw)") }
  }

  private func embeddings(of photos: Set<String>) throws -> [String: [Float]] {
    let pipeline = try Pipeline(model: .dlibResNet, models: Material.models)
    var embeddings: [String: [Float]] = [:]
    for name in photos.sorted() {
      guard let face = try pipeline.faces(in: Material.photo(name)).first else { continue }
      embeddings[name] = try pipeline.embed([face.crop]).first
    }
    return embeddings
  }

  private static func pairs() throws -> [Pair] {
    try Material.text("data/lfw-dev-pairs.txt").split(separator: "\n").dropFirst().map { line in
      let fields = line.split(separator: "\t").map(String.init)
      let other = fields.count == 3 ? fields[0] : fields[2]
      return Pair(
        first: try photo(fields[0], fields[1]), second: try photo(other, fields[fields.count - 1]),
        isSame: fields.count == 3)
    }
  }

  private static func photo(_ name: String, _ number: String) throws -> String {
    let digits = String(repeating: "0", count: max(0, 4 - number.count)) + number
    return "\(name)/\(name)_\(digits).jpg"
  }
}
