extension Command {
  static let detect = Command(
    name: "detect",
    usages: ["detect PHOTO…"],
    summary: "find the faces in photos, with landmarks and quality",
    details: [
      "A line for each photo (--json), or for each face. Boxes and landmarks are in pixels of",
      "the photo as it is shown upright; the photo's subject comes first.",
    ],
    examples: [
      "likeness detect holiday.jpg", "likeness detect *.jpg --json | jq '.faces[].quality'",
    ],
    arguments: atLeastOne,
    run: { invocation throws(ProgramError) in
      let session = try Session(invocation.options)
      let report = FaceReport(session: session, photos: invocation.arguments, embeds: false)
      let isJSON = invocation.options.isJSON
      let summary = try report.run { line throws(ProgramError) in
        if isJSON { return try StandardStreams.json(line) }
        for text in line.detected { try StandardStreams.result(text) }
      }
      return summary.status
    })
}

extension PhotoLine {
  /// A line for each face, for people.
  var detected: [String] {
    if faces.isEmpty { return ["\(photo.shown): no face"] }
    return faces.enumerated().map { index, face in
      "\(photo.shown): face \(index + 1) of \(faces.count)  \(face.boxText)"
        + "  score \(face.score.rounded(decimals: 3))  \(face.qualityText)"
    }
  }
}
