import COneDNN

/// What there is to compute with.
public enum Processors {
  /// The processors that this process may use, at least 1: those of its affinity mask, which
  /// `taskset` and containers narrow.
  public static var available: Int { max(1, Int(processors_allowed())) }
}
