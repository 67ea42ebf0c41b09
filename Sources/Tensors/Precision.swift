/// The numbers in which a graph is evaluated between its samples and its outputs.
///
/// Samples, parameters and outputs are 32-bit floats whatever the precision.
public enum Precision: Hashable, Sendable, CaseIterable {
  /// 32-bit floats.
  case f32
}
