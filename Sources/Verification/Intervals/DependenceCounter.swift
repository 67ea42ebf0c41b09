/// Sums errors by person and by couple of people, at several thresholds at once.
///
/// With e the errors of a couple less those expected, s the sum of e over a person's couples and m
/// the pairs of a couple, the variance of the sum of errors is Σs² − Σe² (over people and couples),
/// which the expected errors enter only at the end: the sums are kept in powers of the rate.
struct DependenceCounter {
  private let thresholds: [Double]
  /// For each face the number of its person; people come in a row.
  private let person: [Int]
  private var faces: [Int] = []

  /// For the person being taken, how many distances to each earlier person, and to itself, lie
  /// between two thresholds.
  private var levels: [Int32]
  private var current = 0

  /// By person and threshold: distances below it, to others and to its own faces.
  private var acceptedOfOthers: [Double]
  private var acceptedOfOwn: [Double]
  /// By threshold, over couples of people: Σc² and Σcm; and Σm².
  private var squares: [Double]
  private var products: [Double]
  private var pairSquares = 0.0

  /// - Parameters:
  ///   - people: the person of each face, with those of one person in a row.
  ///   - thresholds: upwards.
  init(people: [Int], thresholds: [Double]) {
    self.thresholds = thresholds
    var numbers: [Int] = []
    for (index, label) in people.enumerated() {
      if index == 0 || label != people[index - 1] { faces.append(0) }
      faces[faces.count - 1] += 1
      numbers.append(faces.count - 1)
    }
    person = numbers
    levels = [Int32](repeating: 0, count: faces.count * (thresholds.count + 1))
    acceptedOfOthers = [Double](repeating: 0, count: faces.count * thresholds.count)
    acceptedOfOwn = acceptedOfOthers
    squares = [Double](repeating: 0, count: thresholds.count)
    products = squares
  }

  var personCount: Int { faces.count }
  var peopleWithPairs: Int { faces.count { $0 > 1 } }

  /// Rows come in their order.
  mutating func take(row: Int, distances: UnsafeBufferPointer<Float>) {
    if person[row] != current { closePerson() }
    current = person[row]
    let width = thresholds.count + 1
    for column in 0..<distances.count {
      // NaN is below no threshold.
      let distance = Double(distances[column])
      let level = thresholds.partitioningIndex { distance < $0 }
      levels[person[column] * width + level] += 1
    }
  }

  mutating func finish() {
    if !faces.isEmpty { closePerson() }
  }

  /// Moves the counts of the person just taken into the sums.
  private mutating func closePerson() {
    let count = thresholds.count
    for other in 0...current {
      let pairs = Double(faces[current] * faces[other])
      if other < current { pairSquares += pairs * pairs }
      var accepted = 0.0
      for index in 0..<count {
        accepted += Double(levels[other * (count + 1) + index])
        if other == current {
          acceptedOfOwn[current * count + index] = accepted
        } else {
          squares[index] += accepted * accepted
          products[index] += accepted * pairs
          acceptedOfOthers[current * count + index] += accepted
          acceptedOfOthers[other * count + index] += accepted
        }
      }
    }
    for index in 0..<((current + 1) * (count + 1)) { levels[index] = 0 }
  }

  var effects: [PairDependence.Effect] {
    thresholds.indices.map { index in
      PairDependence.Effect(
        threshold: thresholds[index], mated: matedEffect(index), nonMated: nonMatedEffect(index))
    }
  }

  private func matedEffect(_ index: Int) -> Double? {
    let withPairs = faces.indices.filter { faces[$0] > 1 }
    let pairs = withPairs.map { Double(faces[$0] * (faces[$0] - 1) / 2) }
    let accepted = withPairs.map { acceptedOfOwn[$0 * thresholds.count + index] }
    let (all, sum) = (pairs.reduce(0, +), accepted.reduce(0, +))
    let rate = sum / all
    let differences = zip(accepted, pairs).map { $0 - rate * $1 }
    // Taken about the mean, the sum of squares comes out too small by one person in all.
    let people = Double(withPairs.count)
    let variance = differences.sumOfSquares * people / max(1, people - 1)
    return effect(variance, differences, rate: rate, trials: all)
  }

  private func nonMatedEffect(_ index: Int) -> Double? {
    let total = Double(person.count)
    let pairs = faces.map { Double($0) * (total - Double($0)) }
    let accepted = faces.indices.map { acceptedOfOthers[$0 * thresholds.count + index] }
    // Both sums hold each pair twice.
    let (all, sum) = (pairs.reduce(0, +) / 2, accepted.reduce(0, +) / 2)
    let rate = sum / all
    let differences = zip(accepted, pairs).map { $0 - rate * $1 }
    let byCouple = squares[index] - 2 * rate * products[index] + rate * rate * pairSquares
    let variance = varianceOfCouples(
      byPerson: differences.sumOfSquares, byCouple: byCouple)
    return effect(variance, differences, rate: rate, trials: all)
  }

  /// The variance of a sum over all couples of G people, e = aᵢ + aⱼ + bᵢⱼ, from Σs² and Σe², both
  /// taken about the mean: their expectations are (G−1)(G−2)((G−2)σa² + σb²) and
  /// (G−2)((G−1)σa² + (G+1)/2 σb²), and the variance is G(G−1)²σa² + G(G−1)/2 σb².
  private func varianceOfCouples(byPerson: Double, byCouple: Double) -> Double {
    let g = Double(personCount)
    if g < 4 { return byPerson }
    let scaledPerson = byPerson / ((g - 1) * (g - 2))
    let scaledCouple = byCouple / (g - 2)
    // Below zero it is noise.
    let own = max(0, ((g + 1) / 2 * scaledPerson - scaledCouple) * 2 / (g * (g - 3)))
    let between =
      own > 0 ? max(0, scaledPerson - (g - 2) * own) : scaledCouple * 2 / (g + 1)
    return g * (g - 1) * (g - 1) * own + g * (g - 1) / 2 * between
  }

  /// The variance of the sum of errors against that of independent ones, enlarged by what a
  /// variance estimated from few and uneven people is worth.
  private func effect(
    _ variance: Double, _ differences: [Double], rate: Double, trials: Double
  ) -> Double? {
    guard rate > 0, rate < 1 else { return nil }
    let deviate = studentDeviate(freedom: differences.degreesOfFreedom) / Proportion.deviate
    return max(1, variance / (trials * rate * (1 - rate)) * deviate * deviate)
  }
}

extension [Double] {
  fileprivate var sumOfSquares: Double { reduce(0) { $0 + $1 * $1 } }

  /// The degrees of freedom of a variance estimated from these differences: their number where they
  /// are normal, fewer where a few large ones carry it (Satterthwaite, "An approximate distribution
  /// of estimates of variance components", 1946, with the kurtosis of the differences).
  fileprivate var degreesOfFreedom: Double {
    let squares = sumOfSquares
    let fourth = reduce(0) { $0 + $1 * $1 * $1 * $1 }
    let variance = fourth - squares * squares / Double(count)
    return variance > 0 ? Swift.min(Double(count - 1), 2 * squares * squares / variance) : 3
  }
}

/// What 95 % of Student's distribution lie within, by the expansion in 1 / ν about the normal one
/// (Abramowitz and Stegun, 26.7.5); `freedom` is taken to be at least 3.
private func studentDeviate(freedom: Double) -> Double {
  let z = Proportion.deviate
  let (z2, n) = (z * z, max(3, freedom))
  let g1 = (z2 + 1) * z / 4
  let g2 = ((5 * z2 + 16) * z2 + 3) * z / 96
  let g3 = (((3 * z2 + 19) * z2 + 17) * z2 - 15) * z / 384
  let g4 = ((((79 * z2 + 776) * z2 + 1482) * z2 - 1920) * z2 - 945) * z / 92160
  return z + g1 / n + g2 / (n * n) + g3 / (n * n * n) + g4 / (n * n * n * n)
}
