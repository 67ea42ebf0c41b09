import Faces
import FoundationEssentials
import Glibc
import Imaging
import Laboratory
import Verification

extension Command {
  static let bench = Command(
    name: "bench",
    usages: ["bench [--photos DIR] [--batch B]"],
    summary: "measure how fast this machine detects and embeds",
    details: [
      "`embed` is the network alone on aligned faces, `detect` the whole detector on decoded photos;",
      "without --photos only `embed` is measured. Figures are medians; the peak is the best of a few",
      "convolutions, measured in the same run.",
    ],
    options: [.photos, .batch],
    examples: ["likeness bench --photos ~/Photos --threads 1 --json"],
    arguments: 0...0,
    run: { invocation throws(ProgramError) in
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
      try MTCNNDetector(models: session.models, threads: session.networkThreads)
    }
    let seconds = try ProgramError.inFaces { () throws(FaceError) in
      try Stopwatch.median { () throws(FaceError) in
        for image in images { _ = try detector.detect(in: image) }
      }
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
  private static var peakMemory: Double {
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
