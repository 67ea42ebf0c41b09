/// Where 95 % intervals of rates come from.
public enum RateIntervals: Hashable, Sendable {
  /// Wilson's, for pairs of which none shares a face with another, as in LFW's list.
  case independentPairs
  /// For all pairs of a gallery, which share its people.
  case sharedPeople(PairDependence)

  /// The interval of the true-accept rate.
  public func tar(_ rates: Rates) -> ClosedRange<Double> {
    switch self {
    case .independentPairs: rates.tar.interval
    case .sharedPeople(let dependence): dependence.tarInterval(rates)
    }
  }

  /// The interval of the false-accept rate.
  public func far(_ rates: Rates) -> ClosedRange<Double> {
    switch self {
    case .independentPairs: rates.far.interval
    case .sharedPeople(let dependence): dependence.farInterval(rates)
    }
  }

  /// The interval of the false-reject rate.
  public func frr(_ rates: Rates) -> ClosedRange<Double> {
    switch self {
    case .independentPairs: rates.frr.interval
    case .sharedPeople(let dependence): dependence.frrInterval(rates)
    }
  }
}
