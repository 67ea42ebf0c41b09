import Tensors

extension Network {
  /// Reads the arrays of the network from the file at `path`.
  ///
  /// - Throws: `WeightFileError`; `mismatched` lists what is missing, left over or of another
  ///   shape.
  public func parameters(path: String) throws(WeightFileError) -> Parameters {
    try parameters(from: WeightFile(path: path))
  }

  /// The arrays of the network from a file that was read: each name once, in the right shape.
  public func parameters(from file: WeightFile) throws(WeightFileError) -> Parameters {
    let mismatch = mismatch(with: file)
    guard mismatch.isEmpty else {
      throw .mismatched(file: file.name, network: name, mismatch)
    }
    var parameters: Parameters = [:]
    for parameter in self.parameters { parameters[parameter.name] = file.tensors[parameter.name] }
    return parameters
  }

  private func mismatch(with file: WeightFile) -> ParameterMismatch {
    var mismatch = ParameterMismatch()
    let declared = parameters
    for parameter in declared {
      guard let found = file.tensors[parameter.name] else {
        mismatch.missing.append(parameter.name)
        continue
      }
      if found.dimensions != parameter.dimensions {
        mismatch.reshaped.append(
          .init(
            name: parameter.name, expected: parameter.dimensions, found: found.dimensions))
      }
    }
    let known = Set(declared.map(\.name))
    mismatch.leftOver = file.tensors.keys.filter { !known.contains($0) && !isSpare($0) }.sorted()
    return mismatch
  }

  /// Whether an array serves training alone.
  private func isSpare(_ name: String) -> Bool {
    name.hasSuffix(Self.counter) || name.hasPrefix(Self.trainingPrefix)
      || heads.contains { name.hasPrefix($0) }
  }

  /// How the names of arrays begin that a checkpoint keeps to go on training, beside those of the
  /// network.
  public static let trainingPrefix = "training."

  /// PyTorch's batch normalisations count the batches they were trained on, and need that for
  /// nothing else.
  private static let counter = ".num_batches_tracked"
}
