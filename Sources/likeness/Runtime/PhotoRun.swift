import Faces
import Laboratory

/// Photos looked at side by side, with answers in the order of the photos.
struct PhotoRun: Sendable {
  let photos: [String]
  let engines: [Engine]

  /// Gives each photo's answer to `each` as soon as all before it are known.
  func run<Answer: Sendable>(
    _ work: @escaping @Sendable (Engine, String) async -> Answer,
    each: @escaping @Sendable (Int, Answer) -> Void
  ) {
    waitFor { [self] in
      var early: [Int: Answer] = [:]
      var (started, next) = (0, 0)
      await withTaskGroup(of: Finished<Answer>.self) { group in
        func start(on engine: Engine) {
          guard started < photos.count else { return }
          let index = started
          started += 1
          group.addTask { [photos] in
            Finished(index: index, engine: engine, answer: await work(engine, photos[index]))
          }
        }
        for engine in engines { start(on: engine) }
        for await finished in group {
          start(on: finished.engine)
          early[finished.index] = finished.answer
          while let answer = early.removeValue(forKey: next) {
            each(next, answer)
            next += 1
          }
        }
      }
    }
  }
}

private struct Finished<Answer: Sendable>: Sendable {
  let index: Int
  let engine: Engine
  let answer: Answer
}
