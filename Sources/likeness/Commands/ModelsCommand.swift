import Faces
import Verification

extension Command {
  static let models = Command(
    name: "models",
    usages: ["models", showUsage, embedUsage, addUsage],
    summary: "list the models, show a network's layers, embed the gallery, or add a model",
    details: [
      "'models show' lists every network that is described, with weights or without;",
      "of one it shows the layers with output shape, parameters and multiply-adds.",
      "'models embed' has a model embed the gallery's faces that it has not seen, from the pictures",
      "kept there; what other models made of them stays. Ctrl-C stops it, and a second run goes on.",
      "'models add' copies an ONNX file, or what `likeness train` wrote, into the models folder and",
      "writes its manifest beside it; a head is called as its parent and +NAME. --threshold is where",
      "two faces stop being one person's, to be found with `likeness roc`.",
    ],
    options: [.modelName, .input, .crop, .normalise],
    examples: [
      "likeness models add face.onnx --input 112x112 --normalise \"(x-127.5)/128\"",
      "likeness models", "likeness models show", "likeness models show NN2",
      "likeness models embed facenet-vggface2",
    ],
    arguments: 0...2,
    run: { invocation throws(ProgramError) in
      switch invocation.arguments.first {
      case nil: return try list(invocation.options)
      case "show"? where invocation.arguments.count == 2:
        return try LayerReport(invocation[1]).run(isJSON: invocation.options.isJSON)
      case "embed"? where invocation.arguments.count == 2:
        return try EmbeddedGallery(invocation[1], invocation.options).run()
      case "add"? where invocation.arguments.count == 2:
        return try AddedModel(invocation.options).add(invocation[1])
      case "show"?: return try LayerReport.list(isJSON: invocation.options.isJSON)
      case let word?:
        throw .usage(.unknownCommand("models \(word)", suggestion: "models show"))
      }
    })

  private static let showUsage = "models show [NAME]"
  private static let embedUsage = "models embed NAME"
  private static let addUsage = "models add FILE"

  private static func list(_ options: Options) throws(ProgramError) -> ExitStatus {
    let folder = ModelFolder.standard
    let embedded = embeddedFaces(options)
    let lines = Model.known(in: folder).map { model in
      // Costs of an ONNX network are known once its file is read: only for those who ask.
      ModelLine(
        model, in: folder, costs: options.isJSON ? try? NetworkLine(LayerReport(model.name)) : nil,
        embedded: embedded.map { $0[model.fingerprint] ?? 0 })
    }
    if options.isJSON {
      try StandardStreams.json(lines)
    } else {
      var table = TextTable(.left, .left, .right, .left, .right, .left, .left)
      table.rows = lines.map(\.cells)
      for line in table.lines { try StandardStreams.result(line) }
      let missing = lines.flatMap(\.files).filter { !$0.installed }.map(\.file)
      for file in missing { StandardStreams.note("\(folder.path.shown)/\(file): missing") }
    }
    return lines.contains(where: \.installed) ? .done : .negative
  }

  /// How many faces of the gallery each model has embedded, by fingerprint; `nil` without a gallery
  /// that can be read, for models can be listed without one.
  private static func embeddedFaces(_ options: Options) -> [String: Int]? {
    guard let models = try? Session(options).gallery(.read).models() else { return nil }
    return Dictionary(models.map { ($0.model.fingerprint, $0.faces) }) { first, _ in first }
  }
}

/// A model, as JSON.
struct ModelLine: Encodable {
  let name: String
  let title: String
  let fingerprint: String
  let network: String
  /// Height and width.
  let input: [Int]
  /// `null` where only a file that is missing tells them.
  let parameters: Int?
  let multiplyAdds: Int?
  let dimension: Int
  let metric: Metric
  let threshold: Double
  let thresholdSource: String
  let installed: Bool
  /// How many faces of the gallery it has embedded; `null` without a gallery.
  let embedded: Int?
  let files: [File]

  struct File: Encodable {
    let file: String
    let bytes: Int
    let installed: Bool
  }

  init(_ model: Model, in folder: ModelFolder, costs: NetworkLine?, embedded: Int?) {
    network = model.architecture.networkName
    input = [model.architecture.input.height, model.architecture.input.width]
    parameters = costs?.parameters
    multiplyAdds = costs?.multiplyAdds
    self.embedded = embedded
    name = model.name
    title = model.title
    fingerprint = model.fingerprint
    dimension = model.dimension
    metric = model.metric
    threshold = model.defaultThreshold
    thresholdSource = model.thresholdSource
    installed = folder.holds(model)
    files = model.files.map { file in
      File(
        file: file.name, bytes: file.byteCount,
        installed: (try? folder.path(of: file)) != nil)
    }
  }

  enum CodingKeys: String, CodingKey {
    case name, title, fingerprint, network, input, parameters, dimension, metric, threshold
    case installed, embedded, files
    case multiplyAdds = "multiply_adds"
    case thresholdSource = "threshold_source"
  }

  var cells: [String] {
    [
      name, input.map(String.init).joined(separator: "×"), "\(dimension)-D", metric.rawValue,
      "threshold \(threshold.rounded(decimals: 3))",
      installed ? "installed" : "not installed", title,
    ]
  }
}
