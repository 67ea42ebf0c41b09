/// What a thread needs to run some samples of a batch by itself.
final class Lane {
  let context: Context
  let arena = Arena()
  var plans: RecentPlans<Plan>

  init(_ context: Context, plans: Int) {
    self.context = context
    self.plans = RecentPlans(capacity: plans)
  }
}

extension Executor {
  /// Shares the samples of a batch out among the threads, which meet only at the end.
  func runLanes<Result>(
    _ samples: UnsafePointer<Float>, batch: Int, _ shape: Shape, _ body: ([Output]) -> Result
  ) throws(TensorError) -> Result {
    let count = min(threads, batch)
    let shares = (0..<count).map { $0 * batch / count..<($0 + 1) * batch / count }
    var plans: [Plan] = []
    for (lane, share) in zip(lanes, shares) {
      plans.append(try plan(batch: share.count, shape, [lane.context], &lane.plans))
    }
    let failure = Failure()
    let (lanes, work) = (lanes, plans)
    crew.run(count) { index in
      do throws(TensorError) {
        let start = samples + shares[index].lowerBound * shape.count
        try work[index].run(start, in: lanes[index].arena)
      } catch {
        failure.keep(error)
      }
    }
    try failure.check()
    return body(join(plans, shares))
  }

  /// The outputs of all lanes, one after the other.
  private func join(_ plans: [Plan], _ shares: [Range<Int>]) -> [Output] {
    let counts = plans[0].outputs.map { $0.shape.count }
    let batch = shares.reduce(0) { $0 + $1.count }
    joined.reserve(batch * counts.reduce(0, +) * MemoryLayout<Float>.size)
    var start = joined.base.assumingMemoryBound(to: Float.self)
    return counts.indices.map { output in
      for (lane, share) in shares.enumerated() {
        let values = plans[lane].output(output, in: lanes[lane].arena).values
        (start + share.lowerBound * counts[output]).update(
          from: values, count: share.count * counts[output])
      }
      defer { start += batch * counts[output] }
      return Output(
        shape: plans[0].outputs[output].shape,
        values: UnsafeBufferPointer(start: start, count: batch * counts[output]))
    }
  }
}
