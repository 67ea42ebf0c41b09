import Faces
import Networks
import Tensors
import Verification

/// A model of one's own, from an ONNX file or from what `train` wrote.
struct AddedModel {
  let options: Options

  init(_ options: Options) { self.options = options }

  func add(_ file: String) throws(ProgramError) -> ExitStatus {
    let manifest =
      file.hasSuffix(".safetensors") ? try addTrained(file) : try addImported(file)
    if options.isJSON {
      try StandardStreams.json(manifest)
    } else {
      try StandardStreams.result(
        "\(manifest.name.shown): \(Self.words(manifest)), \(manifest.dimension)-D, "
          + "\(manifest.metric.rawValue), threshold \(manifest.threshold.rounded(decimals: 3))")
    }
    return .done
  }

  private func addImported(_ file: String) throws(ProgramError) -> ModelManifest {
    try ProgramError.inFaces { () throws(FaceError) in
      try ModelFolder.standard.add(
        file, name: options.name, size: options.input.map { ($0.height, $0.width) },
        crop: options.crop ?? .arcface, normalisation: options.normalisation ?? .centred,
        metric: options.metric ?? .cosine, threshold: options.threshold)
    }
  }

  private func addTrained(_ file: String) throws(ProgramError) -> ModelManifest {
    // The file says these itself.
    let given = [
      ("--input", options.input != nil), ("--normalise", options.normalisation != nil),
      ("--metric", options.metric != nil),
    ]
    if let (name, _) = given.first(where: \.1) {
      throw .usage(.unsuitableOption(name, command: "models add FILE.safetensors"))
    }
    return try ProgramError.inFaces { () throws(FaceError) in
      try ModelFolder.standard.add(
        trained: file, name: options.name, crop: options.crop, threshold: options.threshold)
    }
  }

  /// What faces are to the network, or whose embeddings it takes.
  private static func words(_ manifest: ModelManifest) -> String {
    if let parent = manifest.parent { return "on \(parent.shown)" }
    let sides = manifest.input?.map(String.init).joined(separator: "×")
    return [manifest.network, sides, manifest.crop?.rawValue].compactMap { $0 }
      .joined(separator: ", ")
  }
}
