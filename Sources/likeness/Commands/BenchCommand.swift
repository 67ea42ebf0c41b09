import Faces
import FoundationEssentials
import Glibc
import Imaging
import Laboratory
import Networks
import Tensors
import Training
import Verification

extension Command {
  static let bench = Command(
    name: "bench",
    usages: [
      "bench [--photos DIR] [--batch B]", "bench --compare N",
      "bench --faces N [--output FILE.npy]",
      "bench --network NAME [--batch B]",
    ],
    summary: "measure how fast this machine detects, embeds, compares and searches",
    details: [
      "`embed` is the network alone on aligned faces, `detect` the whole detector on decoded photos;",
      "without --photos only `embed` is measured. Figures are medians; the peak is the best of a few",
      "convolutions, measured in the same run. --compare takes all pairs of N faces that don't exist",
      "from their embeddings to ROC, EER and TAR at FAR 1e-3; --faces searches for the ten nearest of",
      "N such faces, exactly and (but for --search exact) by an index, and up to 20,000 of them it",
      "clusters and places by t-SNE. --network takes steps of training: forward, backward, update.",
    ],
    options: [.photos, .batch, .compare, .faces, .search, .output, .network],
    examples: ["likeness bench --photos ~/Photos --threads 1 --json"],
    arguments: 0...0,
    run: { invocation throws(ProgramError) in
      if let faces = invocation.options.faces {
        try FacesBench(session: try Session(invocation.options), faces: faces).run()
        return .done
      }
      if let network = invocation.options.training.network?.network() {
        if let name = invocation.options.unsuitableForTraining {
          throw .usage(.unsuitableOption(name, command: "bench --network"))
        }
        return try training(of: network, invocation.options)
      }
      if let faces = invocation.options.compare {
        return try allPairs(of: faces, try Session(invocation.options))
      }
      let bench = Bench(
        session: try Session(invocation.options), batch: invocation.options.batch ?? 1)
      try bench.show(try bench.embedding())
      if let folder = invocation.options.photos {
        try bench.show(try bench.detection(photos: try photos(in: folder)))
      }
      return .done
    })

  private static func allPairs(of faces: Int, _ session: Session) throws(ProgramError) -> ExitStatus
  {
    var generator = SeededGenerator(seed: 1)
    let benchmark = AllPairsBenchmark(
      faces: faces, dimension: session.model.dimension, metric: session.metric,
      threads: session.options.threads, using: &generator)
    guard let benchmark else {
      StandardStreams.note("\(faces.of("face")) make no pairs of one person and of two: give more")
      return .negative
    }
    var line = BenchLine(name: "all pairs", model: session.model.name, threads: benchmark.threads)
    line.faces = faces
    line.pairs = benchmark.pairs
    line.seconds = benchmark.curve / .seconds(1)
    if session.options.isJSON {
      try StandardStreams.json(line)
    } else {
      try StandardStreams.result(line.text)
    }
    return .done
  }

  private static func training(
    of network: Network, _ options: Options
  ) throws(ProgramError) -> ExitStatus {
    let (batch, threads) = (options.batch ?? 16, options.threads ?? Processors.available)
    let seconds = try ProgramError.inTraining { () throws(TrainingError) in
      let benchmark = try StepBenchmark(network, batch: batch, threads: threads)
      return try Stopwatch.median(benchmark.step)
    }
    var line = BenchLine(name: "train \(network.name)", model: network.name, threads: threads)
    line.batch = batch
    line.imagesPerSecond = Double(batch) / seconds
    if options.isJSON {
      try StandardStreams.json(line)
    } else {
      try StandardStreams.result(line.text)
    }
    return .done
  }

  private static func photos(in folder: String) throws(ProgramError) -> [String] {
    do throws(EnrollmentError) {
      let photos = try PhotoFolder.list(folder).photos
      if photos.isEmpty { throw .noPhotos(path: folder) }
      return photos
    } catch {
      throw .enrollment(error)
    }
  }
}

extension Options {
  /// An option of other measurements.
  fileprivate var unsuitableForTraining: String? {
    [
      ("--photos", photos != nil), ("--compare", compare != nil), ("--search", search != nil),
      ("--output", output != nil),
    ].first(where: \.1)?.0
  }
}

/// What is measured, and how.
struct Bench {
  let session: Session
  let batch: Int

  /// Prints a case.
  func show(_ line: BenchLine) throws(ProgramError) {
    if session.options.isJSON { return try StandardStreams.json(line) }
    try StandardStreams.result(line.text)
  }

  /// The model's network alone.
  func embedding() throws(ProgramError) -> BenchLine {
    let pipeline = try session.pipeline()
    let perFace = try ProgramError.inFaces { () throws(FaceError) in
      try pipeline.secondsPerFace(batch: batch)
    }
    var line = line("embed \(session.model.name)")
    line.msPerFace = perFace * 1000
    line.batch = batch
    let report = try LayerReport(session.model.name)
    let work = Double(2 * (try NetworkLine(report).multiplyAdds))
    let speed = work / perFace / 1e9
    line.gflops = speed
    line.peakShare = speed / (try PeakSpeed.gflops(threads: session.networkThreads))
    return line
  }

  /// The detector on photos that are decoded beforehand.
  func detection(photos: [String]) throws(ProgramError) -> BenchLine {
    let images = try ProgramError.inFaces { () throws(FaceError) in
      do throws(ImageError) {
        var images: [Image] = []
        for photo in photos.prefix(Self.mostPhotos) {
          images.append(try Image.load(path: photo, options: Pipeline.decoding).image)
        }
        return images
      } catch {
        throw .image(error)
      }
    }
    let detector = try ProgramError.inFaces { () throws(FaceError) in
      try session.options.detector.detector(in: session.models, threads: session.networkThreads)
    }
    let seconds = try ProgramError.inFaces { () throws(FaceError) in
      try Stopwatch.median { () throws(FaceError) in
        for image in images { _ = try detector.detect(in: image) }
      }
    }
    var line = line("detect \(session.options.detector.rawValue)")
    line.msPerPhoto = seconds * 1000 / Double(images.count)
    line.photos = images.count
    return line
  }

  /// Enough for a figure, and few enough to keep in memory.
  private static let mostPhotos = 100

  private func line(_ name: String) -> BenchLine {
    BenchLine(
      name: name, model: session.model.name, threads: session.networkThreads)
  }
}

/// A case of the bench, as JSON.
struct BenchLine: Encodable {
  let name: String
  let model: String
  var precision = Precision.f32.rawValue
  let threads: Int
  var batch: Int?
  var photos: Int?
  var faces: Int?
  var pairs: Int?
  var seconds: Double?
  var msPerFace: Double?
  var msPerPhoto: Double?
  var imagesPerSecond: Double?
  var gflops: Double?
  /// Of the best convolution measured in the same run.
  var peakShare: Double?
  var peakMegabytes = BenchLine.peakMemory

  /// The most memory the process has had, in megabytes.
  static var peakMemory: Double {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    return Double(usage.ru_maxrss) / 1024
  }

  enum CodingKeys: String, CodingKey {
    case model, precision, threads, batch, photos, faces, pairs, seconds, gflops
    case name = "case"
    case msPerFace = "ms_per_face"
    case msPerPhoto = "ms_per_photo"
    case imagesPerSecond = "images_per_second"
    case peakShare = "peak_share"
    case peakMegabytes = "peak_rss_mb"
  }

  var text: String {
    var parts = [name]
    if let msPerFace { parts.append("\(msPerFace.rounded(decimals: 2)) ms a face") }
    if let msPerPhoto { parts.append("\(msPerPhoto.rounded(decimals: 2)) ms a photo") }
    if let imagesPerSecond {
      parts.append("\(imagesPerSecond.rounded(decimals: 1)) images/s")
      parts.append("\(peakMegabytes.rounded(decimals: 0)) MB")
    }
    if let gflops { parts.append("\(gflops.rounded(decimals: 1)) Gflop/s") }
    if let peakShare { parts.append("\((100 * peakShare).rounded(decimals: 0)) % of peak") }
    if let faces { parts.append(faces.of("face")) }
    if let pairs { parts.append(pairs.of("pair")) }
    if let seconds { parts.append("\(seconds.rounded(decimals: 2)) s") }
    if let batch { parts.append("batch \(batch)") }
    parts.append(threads.of("thread"))
    return parts.joined(separator: " · ")
  }
}
