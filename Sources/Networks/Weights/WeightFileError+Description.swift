import Glibc

extension WeightFileError: CustomStringConvertible {
  /// One line that names the file, the reason and the way out.
  public var description: String {
    switch self {
    case .unreadable(let file, let code):
      "\(file): \(String(cString: strerror(code))); 'make setup' brings the models that come with it"
    case .unwritable(let file, let code):
      "\(file): \(String(cString: strerror(code))); choose another place to write to"
    case .truncated(let file, let offset):
      "\(file): the file ends too early, within the value at byte \(offset); "
        + Self.replaceIt
    case .malformed(let file, let offset, let fault):
      "\(file): damaged at byte \(offset), \(fault); " + Self.replaceIt
    case .unsupported(let file, let offset, let construct):
      "\(file): byte \(offset) holds \(construct); "
        + "supply a PyTorch state dict, a safetensors file or a dlib .dat file"
    case .mismatched(let file, let network, let mismatch):
      "\(file): not the weights of '\(network)': \(mismatch); choose the file made for it"
    }
  }

  private static let replaceIt =
    "bring the file again ('make setup' for the models that come with it)"
}

extension WeightFileFault: CustomStringConvertible {
  public var description: String {
    switch self {
    case .integer: "where an integer should begin"
    case .outOfRange(let value): "where \(value) is out of range"
    case .flag: "where a flag should be '0' or '1'"
    case .text: "where text is not UTF-8"
    case .notFinite: "where a number is not finite"
    case .tooLarge: "where an array is larger than the file"
    case .lengths(let expected, let found): "where \(expected) values should be and \(found) are"
    case .trailingBytes(let count): "where the data ends and \(count) bytes are left over"
    case .layerCount(let layers, let versions):
      "where \(layers) layers end and \(versions) were announced"
    case .pickle: "where a pickle uses a value that it does not have"
    case .depth: "where a pickle nests too deeply"
    case .repeatedName(let name): "where '\(name)' comes a second time"
    case .missingStorage(let key): "where storage '\(key)' is missing"
    case .archive: "where a record of a zip archive should be"
    case .header: "where the header is not as safetensors prescribes"
    case .gap: "where arrays overlap or leave bytes between them"
    }
  }
}

extension WeightFileConstruct: CustomStringConvertible {
  public var description: String {
    switch self {
    case .format(let name): name
    case .version(let number): "version \(number) of a record, which is not known"
    case .record(let name): "the layer '\(name)', which is not known"
    case .opcode(let code): "the pickle instruction 0x\(String(code, radix: 16)), which is refused"
    case .global(let name): "a call of '\(name)', which is refused"
    case .bigEndian: "numbers with the most significant byte first"
    case .compressedEntry(let name): "the compressed entry '\(name)', which torch.save never writes"
    case .encryptedEntry(let name): "the encrypted entry '\(name)'"
    case .number(let kind): "numbers of the kind '\(kind)', which are not known"
    }
  }
}

extension ParameterMismatch: CustomStringConvertible {
  public var description: String {
    var parts: [String] = []
    if !missing.isEmpty { parts.append("missing \(Self.list(missing))") }
    if !leftOver.isEmpty { parts.append("left over \(Self.list(leftOver))") }
    if !reshaped.isEmpty {
      parts.append(Self.list(reshaped.map { "\($0.name) is \($0.found), not \($0.expected)" }))
    }
    return parts.joined(separator: ", ")
  }

  /// The first names, and how many more there are, so that the message stays one line.
  private static func list(_ names: [String]) -> String {
    let shown = names.prefix(4).joined(separator: ", ")
    return names.count > 4 ? "\(shown) and \(names.count - 4) more" : shown
  }
}
