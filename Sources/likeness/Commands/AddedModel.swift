import Faces
import Networks
import Tensors
import Verification

/// A model of one's own, from an ONNX file.
struct AddedModel {
  let options: Options

  init(_ options: Options) { self.options = options }

  func add(_ file: String) throws(ProgramError) -> ExitStatus {
    let manifest = try ProgramError.inFaces { () throws(FaceError) in
      try ModelFolder.standard.add(
        file, name: options.name, size: options.input.map { ($0.height, $0.width) },
        crop: options.crop ?? .arcface, normalisation: options.normalisation ?? .centred,
        metric: options.metric ?? .cosine, threshold: options.threshold)
    }
    if options.isJSON {
      try StandardStreams.json(manifest)
    } else {
      let sides = manifest.input.map(String.init).joined(separator: "×")
      try StandardStreams.result(
        "\(manifest.name.shown): \(sides), \(manifest.dimension)-D, \(manifest.crop.rawValue), "
          + "\(manifest.metric.rawValue), threshold \(manifest.threshold.rounded(decimals: 3))")
    }
    return .done
  }
}
