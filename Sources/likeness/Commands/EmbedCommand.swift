import Synchronization

extension Command {
  static let embed = Command(
    name: "embed",
    usages: ["embed PHOTO… [--output FILE.npy]"],
    summary: "turn the faces in photos into embeddings",
    details: [
      "With --json each face carries its embedding. With --output the embeddings are also written",
      "as a NumPy array of 32-bit floats, a row for each face in the order printed.",
    ],
    options: [.output],
    examples: [
      "likeness embed *.jpg --output faces.npy", "likeness embed a.jpg --json",
    ],
    arguments: atLeastOne,
    run: { invocation throws(ProgramError) in try embed(invocation) })

  private static func embed(_ invocation: Invocation) throws(ProgramError) -> ExitStatus {
    let session = try Session(invocation.options)
    let report = FaceReport(session: session, photos: invocation.arguments, embeds: true)
    let isJSON = invocation.options.isJSON
    let rows = Mutex(0)
    let summary = try report.run { line throws(ProgramError) in
      let first = rows.withLock { count in
        defer { count += line.faces.count }
        return count
      }
      if isJSON { return try StandardStreams.json(line) }
      for text in line.embedded(from: first) { try StandardStreams.result(text) }
    }
    if let path = invocation.options.output {
      let bytes = NumPyFile.bytes(
        rows: summary.embeddings.count, columns: session.model.dimension,
        values: summary.embeddings.flatMap { $0 })
      try WrittenFile.write(bytes, to: path)
    }
    return summary.status
  }
}

extension PhotoLine {
  /// A line for each face with its row in the array, for people.
  func embedded(from row: Int) -> [String] {
    if faces.isEmpty { return ["\(photo.shown): no face"] }
    return faces.enumerated().map { index, face in
      let embedding = face.embedding ?? []
      let start = embedding.prefix(4).map { $0.rounded(decimals: 4) }.joined(separator: " ")
      return "row \(row + index)  \(photo.shown): face \(index + 1) of \(faces.count)"
        + "  \(face.boxText)  \(embedding.count) numbers: \(start) …"
    }
  }
}
