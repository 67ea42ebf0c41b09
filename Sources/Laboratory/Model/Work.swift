/// Long work that goes on in the background, as the screen shows it.
struct Work: Sendable, Equatable {
  /// What is being done, as in "Enrolling lfw".
  var title: String
  var done = 0
  /// How much there is to do; `nil` while that is not known.
  var total: Int?
  /// What is worked on at the moment.
  var detail = ""
  /// When it began, on the clock of `Message.tick`, in seconds.
  var started: Double
  /// The time of the newest progress.
  var now: Double
  var isCancelling = false
  /// Whether the collection is loaded again at its end.
  var changesGallery = true

  /// Finished items a second, once there is enough to tell.
  var rate: Double? {
    let seconds = now - started
    return done > 0 && seconds > 0.5 ? Double(done) / seconds : nil
  }

  /// Seconds until the end at the present rate.
  var secondsLeft: Double? {
    guard let rate, let total else { return nil }
    return Double(total - done) / rate
  }

  /// The finished share, 0…1.
  var fraction: Double? {
    total.map { $0 == 0 ? 1 : Double(done) / Double($0) }
  }

  /// One line: what, how far, how fast, how long still.
  var summary: String {
    if isCancelling { return "\(title): stopping…" }
    guard let total else { return "\(title)…" }
    var parts = ["\(title)  \(done.grouped) of \(total.grouped)"]
    if let rate { parts.append("\(Int(rate.rounded()))/s") }
    if let secondsLeft { parts.append("\(Self.clock(secondsLeft)) left") }
    return parts.joined(separator: " · ")
  }

  /// Seconds as minutes and seconds: 75 is "1:15".
  static func clock(_ seconds: Double) -> String {
    let whole = Int(seconds.rounded(.up))
    let rest = whole % 60
    return "\(whole / 60):\(rest < 10 ? "0" : "")\(rest)"
  }
}
