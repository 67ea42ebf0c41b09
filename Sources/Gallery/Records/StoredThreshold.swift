import FoundationEssentials
import Verification

/// A threshold with where it comes from.
public struct StoredThreshold: Hashable, Sendable {
  /// The same person when the distance is smaller.
  public var value: Double
  /// The rule that chose it, as `by hand`.
  public var how: String
  /// The pairs it was chosen on, as `40 people, 400 faces`.
  public var data: String
  public var chosen: Date
  /// All that is known of the choice; `nil` for one that was kept as words only.
  public var choice: ChosenThreshold?

  public init(value: Double, how: String, data: String, chosen: Date) {
    self.value = value
    self.how = how
    self.data = data
    self.chosen = chosen
  }

  public init(_ choice: ChosenThreshold) {
    self.init(
      value: choice.value, how: choice.rule.description, data: choice.data.description,
      chosen: Date(timeIntervalSince1970: choice.time))
    self.choice = choice
  }
}

// MARK: - On disk

extension StoredThreshold {
  /// The column `data` holds the whole choice as JSON; galleries of before held its words.
  init(value: Double, how: String, column: String, chosen: Date) {
    let choice = try? JSONDecoder().decode(ChosenThreshold.self, from: Data(column.utf8))
    self.init(value: value, how: how, data: choice?.data.description ?? column, chosen: chosen)
    self.choice = choice
  }

  var column: String {
    guard let choice, let json = try? JSONEncoder().encode(choice) else { return data }
    return String(decoding: json, as: UTF8.self)
  }
}
