import Faces

/// Several engines that work side by side, each on its own thread.
public struct EngineTeam: Sendable {
  let engines: [Engine]

  /// - Precondition: there is an engine.
  public init(_ engines: [Engine]) {
    precondition(!engines.isEmpty, "a team needs an engine")
    self.engines = engines
  }

  /// As many engines for another model.
  func using(_ model: Model) -> EngineTeam { EngineTeam(engines.map { $0.using(model) }) }

  /// What `take` says after an answer.
  public enum Verdict: Sendable {
    case goOn, stop
  }

  private struct Finished<Answer: Sendable>: Sendable {
    let index: Int
    let engine: Engine
    let answer: Answer
  }

  /// Has each item worked on by an engine, and hands over the answers in the order of the items as
  /// soon as all before them are known.
  ///
  /// Begins nothing more once the task is cancelled or `take` says stop; what was begun before is
  /// finished, and after a stop not handed over.
  public func work<Item: Sendable, Answer: Sendable>(
    on items: [Item], _ body: @escaping @Sendable (Item, Engine) async -> Answer,
    take: (Int, Answer) async -> Verdict
  ) async {
    var waiting = items.indices.makeIterator()
    var early: [Int: Answer] = [:]
    var next = 0
    var verdict = Verdict.goOn
    await withTaskGroup(of: Finished<Answer>.self) { group in
      for engine in engines { Self.start(&waiting, items, engine, body, in: &group) }
      for await finished in group {
        if verdict == .goOn { Self.start(&waiting, items, finished.engine, body, in: &group) }
        early[finished.index] = finished.answer
        while verdict == .goOn, let answer = early.removeValue(forKey: next) {
          verdict = await take(next, answer)
          next += 1
        }
      }
    }
  }

  private static func start<Item: Sendable, Answer: Sendable>(
    _ waiting: inout Range<Int>.Iterator, _ items: [Item], _ engine: Engine,
    _ body: @escaping @Sendable (Item, Engine) async -> Answer,
    in group: inout TaskGroup<Finished<Answer>>
  ) {
    guard !Task.isCancelled, let index = waiting.next() else { return }
    group.addTask {
      Finished(index: index, engine: engine, answer: await body(items[index], engine))
    }
  }
}
