import Terminal

@testable import Laboratory

/// States of a training, and what is read from a model in them.
enum TrainStates {
  static let facts = TrainingFacts(people: 4, photos: 32, heldOutPeople: 2, components: 128)

  /// A laboratory whose training is under way.
  static func running(_ columns: Int = 120, _ rows: Int = 40) -> LaboratoryModel {
    var model = Fixtures.laboratory(columns: columns, rows: rows)
    Fixtures.showTraining(&model)
    return model
  }

  /// A laboratory that reads the photos of its first training.
  static func preparing(_ columns: Int = 120, _ rows: Int = 40) -> LaboratoryModel {
    var model = Fixtures.laboratory(columns: columns, rows: rows)
    model.press(.character("7"), .enter)
    return model
  }
}

extension LaboratoryModel {
  /// Takes what the training that is shown tells.
  @discardableResult
  mutating func tell(_ news: TrainingNews) -> [Effect] {
    update(.training(news, run: train.run))
  }

  /// The keys in the last line of the screen.
  var hintLine: String { String(text().split(separator: "\n").last ?? "") }
}

extension [Effect] {
  var orders: [TrainingOrder] {
    compactMap { if case .orderTraining(let order, _) = $0 { order } else { nil } }
  }

  var trainingRequest: TrainingRequest? {
    for case .train(let request) in self { return request }
    return nil
  }
}
