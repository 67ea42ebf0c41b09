import Networks

/// A network that can be trained from the command line, by its name in `likeness models show`.
struct TrainableNetwork: Sendable, Equatable {
  private let known: Network

  static let small = TrainableNetwork(known: SmallFaceNet.network)

  /// Capitals make no difference.
  init?(name: String) {
    let found = Network.embedding.first { $0.name.lowercased() == name.lowercased() }
    guard let found, found.trainingGraph.isTrainable else { return nil }
    known = found
  }

  private init(known: Network) { self.known = known }

  var name: String { known.name }

  static var names: [String] { Network.embedding.filter(\.trainingGraph.isTrainable).map(\.name) }

  /// - Parameter dimensions: of the embedding, where the network leaves that open; its usual unless
  ///   given.
  func network(dimensions: Int? = nil) -> Network {
    dimensions.flatMap { hasAnyDimensions ? SmallFaceNet.network(components: $0) : nil } ?? known
  }

  /// Whether its embedding may have any size.
  var hasAnyDimensions: Bool { self == .small }

  static func == (a: Self, b: Self) -> Bool { a.name == b.name }
}
