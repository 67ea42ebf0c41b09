import Networks
import Tensors
import Terminal

/// A column of the list of models.
enum ModelColumn: CaseIterable {
  case name, network, input, dimension, metric, threshold, speed, parameters, multiplyAdds
  case embedded

  /// What is left out where there is no room, the first before the others.
  private static let spare: [ModelColumn] = [.network, .embedded, .multiplyAdds, .parameters]

  /// As many columns as fit, two cells between them.
  static func fitting(in width: Int) -> [ModelColumn] {
    var left = allCases
    for column in spare {
      let needed = left.reduce(2 * (left.count - 1)) { $0 + $1.width }
      if needed <= width { break }
      left.removeAll { $0 == column }
    }
    return left
  }

  var heading: Table.Column {
    Table.Column(title, width: width, alignment: isNumber ? .right : .left)
  }

  private var title: String {
    switch self {
    case .name: "  model"
    case .network: "network"
    case .input: "input"
    case .dimension: "dim"
    case .metric: "metric"
    case .threshold: "threshold"
    case .speed: "ms/face"
    case .parameters: "params"
    case .multiplyAdds: "mult-adds"
    case .embedded: "gallery"
    }
  }

  private var width: Int {
    switch self {
    case .name: 20
    case .network: 21
    case .input: 7
    case .dimension: 4
    case .metric: 10
    case .threshold, .multiplyAdds: 9
    case .speed, .parameters: 7
    case .embedded: 15
    }
  }

  private var isNumber: Bool {
    switch self {
    case .dimension, .threshold, .speed, .parameters, .multiplyAdds: true
    case .name, .network, .input, .metric, .embedded: false
    }
  }

  /// What there is to say of a network without weights.
  func cell(of network: NetworkCost, _ theme: Theme) -> StyledText {
    let text =
      switch self {
      case .name: "  \(network.name)"
      case .input: network.input.words
      case .parameters: network.parameters.abbreviated
      case .multiplyAdds: network.multiplyAdds.abbreviated
      case .embedded: "no weights"
      case .network, .dimension, .metric, .threshold, .speed: ""
      }
    return StyledText(text, theme.muted)
  }
}
