extension FaceError: CustomStringConvertible {
  /// One line that names the thing and the way out.
  public var description: String {
    switch self {
    case .image(let error): error.description
    case .noFace(let path): "\(path): no face found"
    case .missingModelFile(let path): "\(path) is missing; 'make setup' installs the model files"
    case .absentModelFile(let path):
      "\(path) is missing; no package brings this file: put it there by hand, as the README says"
    case .manifest(let path, let fault): "\(path): \(fault)"
    case .wrongDimension(let path, let dimension, let expected):
      "\(path): the network answers \(dimension) values instead of \(expected); "
        + "remove the model and add it again"
    case .wrongModelFile(let path, let byteCount, let expected):
      "\(path) has \(byteCount) bytes instead of \(expected); "
        + "remove it and fetch it again with 'make setup'"
    case .otherNetwork(let path):
      "\(path): holds another network than its name says; put the right file there"
    case .unknownModel(let name, let known):
      "there is no model '\(name)'; known are \(known.joined(separator: ", "))"
    case .weights(let error): error.description
    case .onnx(let error): error.description
    case .engine(let error): error.description
    }
  }
}
