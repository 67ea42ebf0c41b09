import Synchronization

/// What a training under way is told.
enum TrainingOrder: Sendable, Equatable {
  /// To go on by other settings, as far as that is possible without a new start.
  case adjust(TrainingSettings)
  case pause
  case resume
  /// To take a single step, and then to pause.
  case step
  case show(SpacePicture.People)
  /// To write the network to a file; one that is there is replaced only when that is wanted.
  case save(path: String, isReplacing: Bool)
  case stop
}

/// Orders from the screen to the thread of a training, in their order.
final class TrainingOrders: Sendable {
  private struct State {
    var waiting: [TrainingOrder] = []
    /// Networks that are to be written, or being written.
    var saves = 0
    var isClosed = false
  }

  private let state = Mutex(State())
  private let count = Semaphore()

  /// - Returns: whether there is still somebody to obey.
  @discardableResult
  func put(_ order: TrainingOrder) -> Bool {
    let isHeard = state.withLock { state in
      if state.isClosed { return false }
      state.waiting.append(order)
      if order.isSave { state.saves += 1 }
      return true
    }
    count.raise()
    return isHeard
  }

  /// Takes no orders from now on.
  ///
  /// - Returns: those that still wait.
  func close() -> [TrainingOrder] {
    state.withLock { $0.isClosed = true }
    return take()
  }

  /// The orders that wait; none may.
  func take() -> [TrainingOrder] {
    state.withLock { state in
      defer { state.waiting = [] }
      return state.waiting
    }
  }

  /// Sleeps until there is an order.
  func wait() -> [TrainingOrder] {
    while true {
      let orders = take()
      if !orders.isEmpty { return orders }
      count.lower()
    }
  }

  /// A network was written, or could not be.
  func endSave() { state.withLock { $0.saves -= 1 } }

  /// Whether a network is still to be written.
  var isSaving: Bool { state.withLock { $0.saves > 0 } }
}

extension TrainingOrder {
  /// The order with its path, where it has one, brought into another form.
  func withPath(_ form: (String) -> String) -> TrainingOrder {
    guard case .save(let path, let isReplacing) = self else { return self }
    return .save(path: form(path), isReplacing: isReplacing)
  }

  fileprivate var isSave: Bool {
    if case .save = self { true } else { false }
  }
}
