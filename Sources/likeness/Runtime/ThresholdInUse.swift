import FoundationEssentials
import Gallery
import Verification

/// The threshold of a run with where it comes from.
struct ThresholdInUse: Sendable, Equatable {
  let value: Double
  let source: String
  /// As the gallery keeps it, where it comes from there.
  var stored: StoredThreshold?
}

extension Session {
  /// From the command line, else from the gallery, else the model's own.
  ///
  /// A gallery that is there but cannot be read is an error: its threshold must not be passed over
  /// in silence.
  /// - Throws: `noThreshold` for a metric that nobody has chosen one for.
  func threshold() throws(ProgramError) -> ThresholdInUse {
    if let given = options.threshold {
      return ThresholdInUse(value: given, source: "given with --threshold")
    }
    if let stored = try storedThreshold() {
      return ThresholdInUse(
        value: stored.value, source: "from the gallery: \(stored.how)", stored: stored)
    }
    switch (model.metric, metric) {
    case (.l2, .squaredL2):
      // The same decision: distances are not negative.
      let value = model.defaultThreshold * model.defaultThreshold
      return ThresholdInUse(value: value, source: "\(model.name)'s own, squared")
    case (let own, let asked) where own == asked:
      return ThresholdInUse(value: model.defaultThreshold, source: "\(model.name)'s own")
    default: throw .noThreshold(metric, model: model.name)
    }
  }

  private func storedThreshold() throws(ProgramError) -> StoredThreshold? {
    do throws(GalleryError) {
      return try Gallery(path: galleryPath, mode: .read)
        .threshold(model: model.fingerprint, metric: metric)
    } catch .missing {
      return nil
    } catch {
      throw .gallery(error)
    }
  }
}
