extension Trainer {
  /// Keeps in the notes the threshold that figures on people held out suggest for the model.
  public func noteThreshold(of figures: HeldOutFigures, people: Int) {
    guard figures.threshold.isFinite else { return }
    notes["model.threshold"] = "\(figures.threshold)"
    notes["model.threshold_source"] = "FAR \(figures.far) on \(people) people held out"
  }
}
