import Faces
import Networks
import Tensors
import Terminal

extension LaboratoryModel {
  /// The rows below the list that tell of the model under the cursor.
  private static let detailRows = 6

  func draw(_ list: ModelList, _ painter: inout Painter) {
    let theme = painter.theme
    var dialog = modelsDialog
    dialog.note = StyledText(measuringWords, theme.muted)
    let inside = dialog.draw(on: &painter.surface, in: frame.body, theme: theme)
    guard let catalogue = models.catalogue else {
      return painter.writeCentred([StyledText("reading…", theme.muted)], in: inside)
    }
    let (table, below) = inside.splitRows(inside.rows - Self.detailRows)
    draw(catalogue, list, in: table, &painter)
    let index = list.selected - catalogue.models.count
    let lines =
      index < 0
      ? details(of: catalogue.models[list.selected], columns: inside.columns, theme)
      : details(of: catalogue.networks[index], theme)
    painter.write(lines, in: below.splitRows(1).lower)
  }

  private var modelsDialog: Dialog {
    Dialog(
      "Models", columns: min(140, columns - 4),
      rows: min(frame.body.rows - 2, (models.catalogue?.count ?? 8) + 1 + Self.detailRows))
  }

  private func table(_ list: ModelList, in region: Region) -> Table {
    Table(
      ModelColumn.fitting(in: region.columns).map(\.heading),
      list: ListView(count: models.catalogue?.count ?? 0, selection: list.selected))
  }

  /// The models, and where they stand under their heading.
  func list(of list: ModelList) -> PlacedList {
    let inside = modelsDialog.inside(frame.body)
    let region = inside.splitRows(inside.rows - Self.detailRows).upper
    let table = table(list, in: region)
    return (table.list, table.body(region))
  }

  private func draw(
    _ catalogue: ModelCatalogue, _ list: ModelList, in region: Region, _ painter: inout Painter
  ) {
    let theme = painter.theme
    let columns = ModelColumn.fitting(in: region.columns)
    table(list, in: region).draw(on: &painter.surface, in: region, theme: theme) { row, column in
      let index = row - catalogue.models.count
      return index < 0
        ? cell(columns[column], of: catalogue.models[row], theme)
        : columns[column].cell(of: catalogue.networks[index], theme)
    }
  }

  private var measuringWords: String {
    if models.isMeasuring { return "measuring…" }
    return models.unmeasured.isEmpty ? "" : "speed: once nothing else goes on"
  }

  private func cell(
    _ column: ModelColumn, of entry: ModelCatalogue.Entry, _ theme: Theme
  ) -> StyledText {
    let model = entry.model
    let isUsable = entry.problem == nil
    let style = isUsable ? theme.text : theme.muted
    switch column {
    case .name:
      let mark = StyledText(model == embedder ? "● " : "  ", theme.accent)
      return mark + StyledText(model.name, model == embedder ? theme.title : style)
    case .network: return StyledText(model.architecture.networkName, style)
    case .input: return StyledText(model.architecture.input.words, style)
    case .dimension: return StyledText(String(model.dimension), style)
    case .metric: return StyledText(model.metric.rawValue, style)
    case .threshold: return StyledText(model.defaultThreshold.fixed(3), style)
    case .speed: return isUsable ? speed(of: model, theme) : StyledText("missing", theme.warning)
    case .parameters: return StyledText(models.cost(of: entry)?.parameters.abbreviated ?? "", style)
    case .multiplyAdds:
      return StyledText(models.cost(of: entry)?.multiplyAdds.abbreviated ?? "", style)
    case .embedded: return embedded(entry, theme)
    }
  }

  /// Milliseconds a face.
  private func speed(of model: Model, _ theme: Theme) -> StyledText {
    switch models.measurements[model.name] {
    case .measured(let seconds, _): StyledText((seconds * 1000).fixed(1))
    case .failed: StyledText("✗", theme.bad)
    case nil: StyledText(models.isMeasuring ? "…" : "–", theme.muted)
    }
  }

  private func embedded(_ entry: ModelCatalogue.Entry, _ theme: Theme) -> StyledText {
    switch entry.embedded {
    case 0: StyledText("no faces yet", theme.muted)
    case collection.faceCount: StyledText("all \(entry.embedded.counted("face"))", theme.good)
    default:
      StyledText("\(entry.embedded.grouped) of \(collection.faceCount.grouped)", theme.warning)
    }
  }

  // MARK: - What is under the cursor

  private func details(
    of entry: ModelCatalogue.Entry, columns: Int, _ theme: Theme
  ) -> [StyledText] {
    let model = entry.model
    var network = model.architecture.networkName
    if let cost = models.cost(of: entry) { network += " · \(cost.words)" }
    return [
      StyledText(model.title, theme.title), detail("network", network, theme),
      detail("threshold", model.thresholdSource, theme),
    ] + weights(of: entry, columns: columns, theme)
  }

  /// Where the weights are and what is embedded with them, or what stands in the way.
  private func weights(
    of entry: ModelCatalogue.Entry, columns: Int, _ theme: Theme
  ) -> [StyledText] {
    var problem = entry.problem
    if case .failed(let line)? = models.measurements[entry.model.name] { problem = line }
    if let problem {
      let lines = problem.wrapped(toColumns: columns - Self.labelColumns)
      return lines.enumerated().map { row, line in
        detail(row == 0 ? "weights" : "", line, theme, theme.warning)
      }
    }
    let size = "\(entry.model.weights.byteCount.abbreviated)B"
    return [
      detail("weights", "\(entry.model.weights.name) · \(size)", theme),
      detail("gallery", galleryWords(entry), theme),
    ]
  }

  private func galleryWords(_ entry: ModelCatalogue.Entry) -> String {
    let faces = collection.faceCount
    let missing = faces - entry.embedded
    if faces == 0 { return "nobody is enrolled yet" }
    if missing <= 0 { return "every face is embedded" }
    let seconds = models.secondsPerFace(entry.model).map { $0 * Double(missing) }
    let time = seconds.map { ", about \(Self.duration($0))" } ?? ""
    return "Enter embeds \(missing.counted("face")) from their kept pictures\(time)"
  }

  /// Seconds while they are few, else minutes.
  private static func duration(_ seconds: Double) -> String {
    seconds < 90 ? "\(Int(seconds.rounded(.up))) s" : "\(Int((seconds / 60).rounded(.up))) min"
  }

  private func details(of network: NetworkCost, _ theme: Theme) -> [StyledText] {
    [
      StyledText(network.name, theme.title),
      detail("network", "\(network.input.words) · \(network.words)", theme),
      detail("weights", "none are brought for this network; i shows its layers", theme),
    ]
  }

  private static let labelColumns = 11

  private func detail(
    _ label: String, _ text: String, _ theme: Theme, _ style: Style = .plain
  ) -> StyledText {
    StyledText(label.padded(toColumns: Self.labelColumns), theme.muted) + StyledText(text, style)
  }
}

extension NetworkCost {
  fileprivate var words: String {
    "\(parameters.abbreviated) parameters · \(multiplyAdds.abbreviated) multiply-adds"
  }
}

extension Extent {
  /// Height × width.
  fileprivate var words: String { "\(height)×\(width)" }
}

extension Shape {
  /// Height × width.
  var words: String { "\(height)×\(width)" }
}
