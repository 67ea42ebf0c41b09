import Terminal

extension LaboratoryModel {
  /// Quits, or asks before that breaks something off.
  mutating func quit() -> [Effect] {
    guard let question = questionBeforeQuitting else { return [.quit] }
    overlay = .confirmation(question)
    return []
  }

  /// What is asked before quitting breaks something off; `nil` where it doesn't.
  private var questionBeforeQuitting: Confirmation? {
    if train.isAlive {
      return Confirmation(
        question: "Quit while a network is being trained?", detail: lossOfNetwork, effect: .quit)
    }
    guard work != nil else { return nil }
    return Confirmation(
      question: "Quit while work is going on?",
      detail: "What was done so far is kept.", effect: .quit)
  }

  /// Only quitting works; where it breaks something off, the first press asks.
  mutating func pressWhereTooSmall(_ key: Key) -> [Effect] {
    let isQuit = key == .character("q")
    if isQuit, isQuitAsked || questionBeforeQuitting == nil { return [.quit] }
    isQuitAsked = isQuit
    return []
  }

  /// What q does where there is no room for a dialog.
  var quittingWords: String {
    guard isQuitAsked else { return "q quits" }
    if train.isAlive { return "a network is being trained: q again quits" }
    return work == nil ? "q quits" : "work is going on: q again quits"
  }
}
