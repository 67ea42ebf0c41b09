/// A question before something that takes away.
struct Confirmation: Sendable {
  let question: String
  /// What happens, and how to take it back.
  let detail: String
  /// What is done on yes.
  let effect: Effect
}
