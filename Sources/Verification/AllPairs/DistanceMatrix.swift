/// The distances of all embeddings of a set to each other: 4 bytes an ordered pair.
public struct DistanceMatrix: Sendable, Equatable {
  public let count: Int
  /// Row after row; symmetric, with zeros on the diagonal.
  public let values: [Float]

  /// - Precondition: there are count × count values.
  public init(count: Int, values: [Float]) {
    precondition(values.count == count * count, "\(values.count) values for \(count) rows")
    self.count = count
    self.values = values
  }

  /// Compares every pair once.
  ///
  /// - Parameters:
  ///   - isCancelled: asked about every four rows; `nil` comes back once it says yes.
  ///   - progress: told the share of pairs done, 0…1, about a hundred times.
  public init?(
    of set: EmbeddingSet, metric: Metric, isCancelled: () -> Bool = { false },
    progress: (Double) -> Void = { _ in }
  ) {
    let count = set.count
    var values = [Float](repeating: 0, count: count * count)
    var told = 0
    let isComplete = values.withUnsafeMutableBufferPointer { values in
      set.forEachRow(0..<count, metric: metric, isCancelled: isCancelled) { row, distances in
        for column in 0..<distances.count {
          values[row * count + column] = distances[column]
          values[column * count + row] = distances[column]
        }
        let percent = 100 * row * row / max(1, count * count)
        if percent > told {
          told = percent
          progress(Double(percent) / 100)
        }
      }
    }
    guard isComplete else { return nil }
    self.init(count: count, values: values)
  }

  public subscript(row: Int, column: Int) -> Float { values[row * count + column] }
}
