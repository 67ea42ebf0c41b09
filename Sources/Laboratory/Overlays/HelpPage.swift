import Terminal

/// The help page: the keys of every context, and the words the screen uses.
struct HelpPage: Sendable {
  /// The first line shown.
  var scroll = 0

  /// Room for the keys, or the word that is explained.
  private static let keyColumns = 14

  /// The whole page.
  static func lines(_ theme: Theme) -> [StyledText] {
    words(theme) + Context.allCases.flatMap { section($0, theme) } + mouse(theme)
  }

  private static func section(_ context: Context, _ theme: Theme) -> [StyledText] {
    let bindings = KeyMap.standard.bindings.filter { $0.context == context }
    guard !bindings.isEmpty else { return [] }
    let rows = bindings.map { binding in
      StyledText("  " + binding.keyNames.padded(toColumns: keyColumns), theme.key)
        + StyledText(binding.title)
    }
    return [StyledText(context.rawValue, theme.title)] + rows + [""]
  }

  private static func words(_ theme: Theme) -> [StyledText] {
    let entries = [
      ("distance", "how far apart two embeddings are; smaller is more alike"),
      ("threshold", "same person when the distance is below it"),
      ("mated", "pairs of faces of one person; non-mated: of two"),
      ("TAR, FRR", "share of mated pairs accepted, and rejected"),
      ("FAR", "share of non-mated pairs accepted"),
      ("[ ]", "behind a rate: its 95 % interval"),
      ("triplet", "anchor, another photo of the person, and one of a stranger"),
      ("margin", "how much farther than the photo the stranger must be, to be at peace"),
      ("mining", "choosing the triplets of a batch that are learnt from"),
      ("held out", "people who are never trained on: what counts is how they are told apart"),
      ("MAP@R", "how far each photo's nearest neighbours are of its person; 100 % is best"),
      ("impostor", "somebody who is taken for somebody else"),
    ]
    let rows = entries.map { word, meaning in
      StyledText("  " + word.padded(toColumns: keyColumns), theme.accent) + StyledText(meaning)
    }
    return [StyledText("Words", theme.title)] + rows + [""]
  }

  private static func mouse(_ theme: Theme) -> [StyledText] {
    let entries = [
      ("press", "a tab, a name, a face, a cell of the matrix, a key hint, the threshold bar"),
      ("drag", "along the threshold bar, to move it"),
      ("press twice", "a face or a cell of the matrix, to compare"),
      ("wheel", "scrolls a list or the matrix; on Verify it moves the threshold"),
      ("Shift-drag", "selects text, as the terminal itself does"),
    ]
    let rows = entries.map { name, meaning in
      StyledText("  " + name.padded(toColumns: keyColumns), theme.key) + StyledText(meaning)
    }
    return [StyledText("Mouse", theme.title)] + rows
  }
}
