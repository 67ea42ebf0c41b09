import Faces
import Networks

/// What is known of the models, kept while the laboratory is open.
struct ModelsScreen: Sendable {
  /// `nil` until the folder was looked at.
  var catalogue: ModelCatalogue?
  /// By the models' names.
  var measurements: [String: ModelMeasurement] = [:]
  var isMeasuring = false

  /// Models that can be used and whose speed is not known.
  var unmeasured: [Model] {
    (catalogue?.models ?? []).filter { $0.problem == nil && measurements[$0.model.name] == nil }
      .map(\.model)
  }

  /// What the model's network costs, where that is known without its file or once it was run.
  func cost(of entry: ModelCatalogue.Entry) -> NetworkCost? {
    if case .measured(_, let cost)? = measurements[entry.model.name] { return cost }
    return entry.cost
  }

  func secondsPerFace(_ model: Model) -> Double? {
    if case .measured(let seconds, _)? = measurements[model.name] { return seconds }
    return nil
  }
}

/// The list of models in front of the screen.
struct ModelList: Sendable, Equatable {
  /// The row under the cursor: a model, or after them a network.
  var selected = 0
}

/// The layers of a network in front of the list of models.
struct LayerPage: Sendable {
  /// Whose layers are shown.
  enum Subject: Sendable, Equatable {
    case model(Model)
    /// A network by its name.
    case network(String)

    var name: String {
      switch self {
      case .model(let model): model.name
      case .network(let name): name
      }
    }
  }

  /// What was found out.
  enum Content: Sendable {
    case layers(NetworkCost, LayerTable)
    /// One line with the way out.
    case failed(String)
  }

  let subject: Subject
  /// The list to go back to.
  let list: ModelList
  /// `nil` until it is there.
  var content: Content?
  /// The layer under the cursor.
  var selected = 0

  var layers: [LayerTable.Row] {
    if case .layers(_, let table)? = content { table.rows } else { [] }
  }
}
