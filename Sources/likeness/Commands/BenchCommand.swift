import Faces
import FoundationEssentials
import Glibc
import Imaging
import Laboratory
import Verification

extension Command {
  static let bench = Command(
    name: "bench",
    usages: ["bench [--photos DIR] [--batch B]", "bench --faces N [--output FILE.npy]"],
    summary: "measure how fast this machine detects and embeds",
    details: [
      "`embed` is the network alone on aligned faces, `detect` the whole detector on decoded photos;",
      "without --photos only `embed` is measured. Figures are medians; the peak is the best of a few",
      "convolutions, measured in the same run. --faces searches for the ten nearest of N faces of",
      "people who don't exist, exactly and (but for --search exact) by an index, and up to 20,000 of",
      "them clusters and places them by t-SNE.",
    ],
    options: [.photos, .batch, .faces, .search, .output],
    examples: ["likeness bench --photos ~/Photos --threads 1 --json"],
    arguments: 0...0,
    run: { invocation throws(ProgramError) in
      if let faces = invocation.options.faces {
        try FacesBench(session: try Session(invocation.options), faces: faces).run()
        return .done
      }
      let bench = Bench(
        session: try Session(invocation.options), batch: invocation.options.batch ?? 1)
      try bench.show(try bench.embedding())
      if let folder = invocation.options.photos {
        try bench.show(try bench.detection(photos: try photos(in: folder)))
      }
      return .done
    })

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

/// What is measured, and how.
struct Bench {
  let session: Session
  let batch: Int

  /// Prints a case.
  func show(_ line: BenchLine) throws(ProgramError) {
    if session.options.isJSON { return try StandardStreams.json(line) }
    try StandardStreams.result(line.text)
  }

  /// The model's network on chips of noise; what they show makes no difference to the time.
  func embedding() throws(ProgramError) -> BenchLine {
    let pipeline = try session.pipeline()
    let input = session.model.architecture.input
    var state: UInt32 = 1
    let pixels = (0..<(3 * input.height * input.width)).map { _ in
      state = state &* 1_664_525 &+ 1_013_904_223
      return UInt8(state >> 24)
    }
    let chip = Image(width: input.width, height: input.height, pixels: pixels)
    let chips = Array(repeating: chip, count: batch)
    let seconds = try Self.median { () throws(FaceError) in
      _ = try pipeline.embed(chips: chips)
    }
    var line = line("embed \(session.model.name)")
    line.msPerFace = seconds * 1000 / Double(batch)
    line.batch = batch
    let report = try LayerReport(session.model.name)
    let work = Double(2 * (try NetworkLine(report).multiplyAdds))
    let speed = work * Double(batch) / seconds / 1e9
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
      try MTCNNDetector(models: session.models, threads: session.networkThreads)
    }
    let seconds = try Self.median { () throws(FaceError) in
      for image in images { _ = try detector.detect(in: image) }
    }
    var line = line("detect mtcnn")
    line.msPerPhoto = seconds * 1000 / Double(images.count)
    line.photos = images.count
    return line
  }

  /// Enough for a figure, and few enough to keep in memory.
  private static let mostPhotos = 100

  private func line(_ name: String) -> BenchLine {
    BenchLine(
      name: name, model: session.model.name, precision: Precision.f32.rawValue,
      threads: session.networkThreads)
  }

  /// Seconds of a run in the middle of all: after one that isn't counted, for about a second and at
  /// least five times.
  private static func median(
    _ work: () throws(FaceError) -> Void
  ) throws(ProgramError) -> Double {
    try ProgramError.inFaces(work)
    var times: [Double] = []
    var total = 0.0
    while times.count < 5 || total < 1 {
      let start = ContinuousClock.now
      try ProgramError.inFaces(work)
      let time = (ContinuousClock.now - start) / .seconds(1)
      times.append(time)
      total += time
    }
    return times.sorted()[times.count / 2]
  }
}

/// A case of the bench, as JSON.
struct BenchLine: Encodable {
  let name: String
  let model: String
  let precision: String
  let threads: Int
  var batch: Int?
  var photos: Int?
  var msPerFace: Double?
  var msPerPhoto: Double?
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
    case model, precision, threads, batch, photos, gflops
    case name = "case"
    case msPerFace = "ms_per_face"
    case msPerPhoto = "ms_per_photo"
    case peakShare = "peak_share"
    case peakMegabytes = "peak_rss_mb"
  }

  var text: String {
    var parts = [name]
    if let msPerFace { parts.append("\(msPerFace.rounded(decimals: 2)) ms a face") }
    if let msPerPhoto { parts.append("\(msPerPhoto.rounded(decimals: 2)) ms a photo") }
    if let gflops { parts.append("\(gflops.rounded(decimals: 1)) Gflop/s") }
    if let peakShare { parts.append("\((100 * peakShare).rounded(decimals: 0)) % of peak") }
    if let batch { parts.append("batch \(batch)") }
    parts.append(threads.of("thread"))
    return parts.joined(separator: " · ")
  }
}
