import Terminal

/// The question of who is who in a photo with at least one face.
struct Naming: Sendable {
  let photo: ExaminedPhoto
  /// A name for each face; an empty one leaves the face out.
  var fields: [TextInput]
  var selected = 0
  var completions: [String] = []

  init(photo: ExaminedPhoto, suggestion: String?) {
    self.photo = photo
    fields = photo.faces.map { _ in TextInput("") }
    if let suggestion, !fields.isEmpty { fields[0] = TextInput(suggestion) }
  }

  /// The names given, by the index of the face.
  var names: [Int: String] {
    var names: [Int: String] = [:]
    for (index, field) in fields.enumerated() {
      let name = field.text.trimmingBlanks
      if !name.isEmpty { names[index] = name }
    }
    return names
  }

  /// The first name that is given twice: a person is in a photo once.
  var repeatedName: String? {
    var seen: Set<String> = []
    return fields.map(\.text.trimmingBlanks).first { !$0.isEmpty && !seen.insert($0).inserted }
  }
}

extension String {
  /// The text without blanks at its ends.
  var trimmingBlanks: String {
    guard let first = firstIndex(where: { !$0.isWhitespace }),
      let last = lastIndex(where: { !$0.isWhitespace })
    else { return "" }
    return String(self[first...last])
  }
}
