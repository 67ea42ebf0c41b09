import Terminal
import Training

/// A training of this laboratory: one whose network learns, or one whose photos are being read.
struct RunningTraining {
  let run: Int
  let orders: TrainingOrders
  let task: Task<Void, Never>

  /// Stops it and waits for its end, so that two don't take each other's processors.
  func stop() async {
    orders.put(.stop)
    await task.value
  }
}

extension EffectRunner {
  /// Begins a training; one that it replaces goes on until this one has its photos.
  func train(_ request: TrainingRequest) {
    let former = trainings.first { $0.run == request.replaced }
    let orders = TrainingOrders()
    let thread = TrainingThread(
      request, orders,
      in: .init(archive: archive, mailbox: mailbox, home: home, threads: threads))
    let task = Task.detached { await thread.run(replacing: former) }
    trainings.removeAll { $0.run != former?.run && !$0.orders.isSaving }
    trainings.append(RunningTraining(run: request.run, orders: orders, task: task))
  }

  func order(_ order: TrainingOrder, of run: Int) {
    let training = trainings.first { $0.run == run }
    let order = order.withPath { PathName.absolute(PathName.expanded($0, home: home)) }
    if training?.orders.put(order) != true { refuse(order, of: run) }
    // While photos are still being read, nobody takes orders.
    if order == .stop { training?.task.cancel() }
  }

  /// An order came too late; that nothing is written has to be said.
  private func refuse(_ order: TrainingOrder, of run: Int) {
    guard case .save(let path, _) = order else { return }
    let line = "\(PathName.last(path)): the training has ended, and its network is gone"
    mailbox.post(.training(.notSaved(line), run: run))
  }

  /// - Returns: the trainings that have a network to write before they end.
  func stopTrainings() -> [Task<Void, Never>] {
    for training in trainings { order(.stop, of: training.run) }
    return trainings.filter(\.orders.isSaving).map(\.task)
  }
}
