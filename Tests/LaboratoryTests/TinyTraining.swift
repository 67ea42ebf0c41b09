import Imaging
import Synchronization
import Training

@testable import Laboratory

/// A training on tiny data.
enum TinyTraining {
  /// People of one colour each, a little lighter or darker from photo to photo.
  static func photos(people: Int = 6, of each: Int = 4) -> LabelledPhotos {
    var images: [Image] = []
    for person in 0..<people {
      for photo in 0..<each {
        images.append(
          Image(
            width: 48, height: 56, red: UInt8(20 + 30 * person), green: UInt8(200 - 25 * person),
            blue: UInt8(60 + 10 * photo)))
      }
    }
    return LabelledPhotos(
      names: (0..<people).map { "Person \($0)" },
      people: (0..<people * each).map { $0 / each }, images: images)
  }

  static var settings: TrainingSettings {
    var settings = TrainingSettings()
    settings.plan.people = 4
    settings.plan.photos = 3
    settings.components = 8
    settings.heldOutShare = 0.34
    return settings
  }

  /// The photos, parted as the settings say.
  static var parted: TrainingPhotos { TrainingPhotos(photos(), settings) }

  static func session(
    _ listener: TrainingListener, _ settings: TrainingSettings = settings,
    photos: TrainingPhotos = parted, threads: Int = 1
  ) throws(TrainingError) -> TrainingSession {
    try TrainingSession(
      settings, photos, threads: threads, orders: listener.orders,
      tell: { news in listener.news.withLock { $0.append(news) } })
  }
}

/// Collects what a training tells on its thread, and gives orders in answer.
final class TrainingListener: Sendable {
  let news = Mutex<[TrainingNews]>([])
  let orders = TrainingOrders()

  var snapshots: [TrainingSnapshot] {
    news.withLock {
      $0.compactMap { if case .progress(let snapshot) = $0 { snapshot } else { nil } }
    }
  }
}
