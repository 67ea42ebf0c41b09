import FoundationEssentials
import Verification

extension Gallery {
  /// The threshold that was chosen for a model and a metric; `nil` when none was.
  public func threshold(
    model fingerprint: String, metric: Metric
  ) throws(GalleryError) -> StoredThreshold? {
    try database.first(
      "SELECT value, how, data, chosen FROM threshold WHERE fingerprint = ?1 AND metric = ?2",
      .text(fingerprint), .text(metric.rawValue)
    ) {
      StoredThreshold(
        value: $0.real(0), how: $0.text(1), column: $0.text(2),
        chosen: Date(timeIntervalSince1970: $0.real(3)))
    }
  }

  /// Keeps the threshold for a model and a metric instead of the one before; `nil` removes it.
  public func setThreshold(
    _ threshold: StoredThreshold?, model fingerprint: String, metric: Metric
  ) throws(GalleryError) {
    guard let threshold else {
      return try database.run(
        "DELETE FROM threshold WHERE fingerprint = ?1 AND metric = ?2", .text(fingerprint),
        .text(metric.rawValue))
    }
    try database.run(
      "INSERT OR REPLACE INTO threshold VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
      .text(fingerprint), .text(metric.rawValue), .real(threshold.value), .text(threshold.how),
      .text(threshold.column), .real(threshold.chosen.timeIntervalSince1970))
  }

  /// The name of the model that the laboratory last turned to; `nil` when it never did.
  public func chosenModel() throws(GalleryError) -> String? { try setting("model") }

  public func setChosenModel(_ name: String) throws(GalleryError) {
    try setSetting(name, for: "model")
  }

  /// A setting by its key; `nil` when it was never set.
  public func setting(_ key: String) throws(GalleryError) -> String? {
    try database.first("SELECT value FROM setting WHERE key = ?1", .text(key)) { $0.text(0) }
  }

  /// Keeps a setting; `nil` removes it.
  public func setSetting(_ value: String?, for key: String) throws(GalleryError) {
    guard let value else {
      return try database.run("DELETE FROM setting WHERE key = ?1", .text(key))
    }
    try database.run("INSERT OR REPLACE INTO setting VALUES (?1, ?2)", .text(key), .text(value))
  }
}
