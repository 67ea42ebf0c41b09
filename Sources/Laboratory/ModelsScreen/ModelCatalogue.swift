import Faces
import Networks
import Tensors

/// The models that are known here, and the networks that no model brings weights for.
struct ModelCatalogue: Sendable, Equatable {
  /// A model, and what stands in the way of using it.
  struct Entry: Sendable, Equatable {
    let model: Model
    /// Which file is missing or wrong and what to do; `nil` when the model can be used.
    let problem: String?
    /// How many faces of the gallery it has embedded.
    let embedded: Int
    /// What its network costs; `nil` where only the weight file describes that.
    let cost: NetworkCost?
  }

  /// Those that can be used first.
  let models: [Entry]
  /// Networks that are described, each with what it costs.
  let networks: [NetworkCost]

  var count: Int { models.count + networks.count }
}

/// What a network takes for one face.
struct NetworkCost: Sendable, Equatable {
  let name: String
  let input: Shape
  let parameters: Int
  let multiplyAdds: Int

  init(_ network: Network, _ table: LayerTable) {
    name = network.name
    input = network.input
    parameters = table.parameters
    multiplyAdds = table.multiplyAdds
  }
}

/// What came of running a model here.
enum ModelMeasurement: Sendable, Equatable {
  /// Seconds a face, one face at a time in one thread.
  case measured(secondsPerFace: Double, NetworkCost)
  /// The model can't be run; one line with the way out.
  case failed(String)
}

extension ModelCatalogue {
  /// Looks at the folder; `embedded` has the number of faces by the models' fingerprints.
  init(_ folder: ModelFolder, embedded: [String: Int]) {
    let known = Model.known(in: folder).map { model in
      Entry(
        model: model, problem: folder.problem(with: model)?.description,
        embedded: embedded[model.fingerprint] ?? 0,
        cost: Self.costs.first { $0.name == model.architecture.network?.name })
    }
    models = known.filter { $0.problem == nil } + known.filter { $0.problem != nil }
    let used = known.compactMap(\.cost?.name)
    networks = Self.costs.filter { !used.contains($0.name) }
  }

  /// Those of all networks that embed.
  private static let costs = Network.embedding.compactMap { network in
    (try? LayerTable(network)).map { NetworkCost(network, $0) }
  }
}
