import Tensors
import Verification

/// Times of searching, clustering and placing many faces of people who don't exist.
struct FacesBench {
  let session: Session
  let faces: Int

  /// Beyond it a dendrogram's distances and a picture of dots are no use.
  private static let most = 20_000
  private static let probes = 100

  func run() throws(ProgramError) {
    var generator = SeededGenerator(seed: 1)
    let set = EmbeddingSet.synthetic(
      faces: faces + Self.probes, dimension: 128, using: &generator)
    if let path = session.options.output {
      try WrittenFile.write(
        NumPyFile.bytes(rows: set.count, columns: set.dimension, values: set.values), to: path)
    }
    try search(set)
    if faces > Self.most { return }
    try cluster(set)
    try place(set)
  }

  private func search(_ set: EmbeddingSet) throws(ProgramError) {
    let found = SearchBenchmark(
      set, probes: Self.probes, threads: session.options.threads,
      makesGraph: session.options.search != .exact)
    try show(
      FacesBenchLine(
        name: "search", faces: found.faces, threads: found.threads,
        readMilliseconds: found.reading.milliseconds,
        exactMilliseconds: found.exact.milliseconds,
        graphMilliseconds: found.graph?.time.milliseconds, breadth: found.graph?.breadth,
        recall: found.graph?.recall,
        makingSeconds: found.making.map { $0.milliseconds / 1000 }))
  }

  private func cluster(_ set: EmbeddingSet) throws(ProgramError) {
    let method = AgglomerativeClustering(metric: .l2, threads: session.options.threads)
    let start = ContinuousClock.now
    do throws(ClusteringError) { _ = try method.dendrogram(of: set) } catch {
      throw .clustering(error)
    }
    try show(line("agglomerate", set, since: start))
  }

  private func place(_ set: EmbeddingSet) throws(ProgramError) {
    let start = ContinuousClock.now
    var picture = TSNE(set, metric: .l2, threads: session.options.threads)
    while picture?.isDone == false { picture?.step() }
    try show(line("t-sne", set, since: start))
  }

  private func line(
    _ name: String, _ set: EmbeddingSet, since start: ContinuousClock.Instant
  ) -> FacesBenchLine {
    FacesBenchLine(
      name: name, faces: set.count, threads: session.threads,
      seconds: (ContinuousClock.now - start).milliseconds / 1000)
  }

  private func show(_ line: FacesBenchLine) throws(ProgramError) {
    if session.options.isJSON { return try StandardStreams.json(line) }
    try StandardStreams.result(line.text)
  }
}

extension Duration {
  fileprivate var milliseconds: Double { self / .milliseconds(1) }
}

/// A case of many faces, as JSON.
private struct FacesBenchLine: Encodable {
  let name: String
  let faces: Int
  let threads: Int
  var seconds: Double?
  var readMilliseconds: Double?
  var exactMilliseconds: Double?
  var graphMilliseconds: Double?
  var breadth: Int?
  var recall: Double?
  var makingSeconds: Double?
  var peakMegabytes = BenchLine.peakMemory

  enum CodingKeys: String, CodingKey {
    case faces, threads, seconds, breadth, recall
    case name = "case"
    case readMilliseconds = "read_ms"
    case exactMilliseconds = "exact_ms"
    case graphMilliseconds = "graph_ms"
    case makingSeconds = "graph_making_s"
    case peakMegabytes = "peak_rss_mb"
  }

  var text: String {
    var parts = [name, "\(faces) faces"]
    if let seconds { parts.append("\(seconds.rounded(decimals: 2)) s") }
    if let readMilliseconds { parts.append("read \(readMilliseconds.rounded(decimals: 1)) ms") }
    if let exactMilliseconds { parts.append("exact \(exactMilliseconds.rounded(decimals: 1)) ms") }
    if let graphMilliseconds { parts.append("graph \(graphMilliseconds.rounded(decimals: 3)) ms") }
    if let breadth { parts.append("breadth \(breadth)") }
    if let recall { parts.append("recall \(recall.rounded(decimals: 4))") }
    if let makingSeconds { parts.append("made in \(makingSeconds.rounded(decimals: 1)) s") }
    parts.append("\(peakMegabytes.rounded(decimals: 0)) MB")
    return (parts + [threads.of("thread")]).joined(separator: " · ")
  }
}
