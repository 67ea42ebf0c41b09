import Terminal

extension KeyMap {
  /// The keys of Likeness.
  static let standard = KeyMap(
    bindings: gallery + verify + matrix + curves + identify + clusters + space + train + errors
      + photos + models + layers + browser + prompt + palette
      + naming + confirmation + page
      + everywhere)

  private static let gallery: [Binding] = [
    bind(.gallery, [.enter], .open, "compare", "Compare the face under the cursor in Verify"),
    bind(.gallery, [.tab], .nextPane, "pane", "Go to the next pane"),
    bind(.gallery, [.backTab], .previousPane, nil, "Go to the previous pane"),
    bind(.gallery, [.character("e")], .enroll, "enroll", "Enroll a photo or a folder by its path"),
    bind(.gallery, [.character("o")], .browse, "browse", "Choose photos in the file browser"),
    bind(.gallery, [.character("a")], .markReference, "reference", "Make this face the reference"),
    bind(.gallery, [.character("b")], .markProbe, "probe", "Make this face the probe"),
    bind(.gallery, [.character("r")], .rename, "rename", "Rename the person"),
    bind(.gallery, [.character("w")], .merge, "merge", "Merge the person with another"),
    bind(
      .gallery, [.character(" ")], .selectFace, "select", "Select the face, to split off or forget"),
    bind(
      .gallery, [.character("s")], .splitOff, "split", "Give the selected faces to another person"),
    bind(
      .gallery, [.character("d"), .delete], .forget, "forget",
      "Forget the selected faces, or the person"),
    bind(.gallery, [.up, .character("k")], .up, nil, "Move up"),
    bind(.gallery, [.down, .character("j")], .down, nil, "Move down"),
    bind(.gallery, [.left, .character("h")], .left, nil, "Move left"),
    bind(.gallery, [.right, .character("l")], .right, nil, "Move right"),
    bind(.gallery, [.pageUp, .control("b")], .pageUp, nil, "Move up a page"),
    bind(.gallery, [.pageDown, .control("f")], .pageDown, nil, "Move down a page"),
    bind(.gallery, [.home], .first, nil, "Move to the first"),
    bind(.gallery, [.end], .last, nil, "Move to the last"),
  ]

  private static let verify: [Binding] = [
    bind(.verify, [.tab, .down, .character("j")], .nextPair, "next pair", "Go to the next pair"),
    bind(.verify, [.backTab, .up, .character("k")], .previousPair, nil, "Go to the previous pair"),
    bind(
      .verify, [.character("h")], .hardestImpostor, "impostors",
      "Go to the next most alike pair of different people"),
    bind(
      .verify, [.character("g")], .worstGenuine, "genuine",
      "Go to the next least alike pair of one person"),
    bind(.verify, [.left], .lowerThreshold, "threshold", "Lower the threshold", keys: "←→"),
    bind(.verify, [.right], .raiseThreshold, nil, "Raise the threshold"),
    bind(
      .verify, [.character("a")], .chooseReference, "reference",
      "Choose the reference: a person, or the path of a photo"),
    bind(
      .verify, [.character("b"), .character("/")], .chooseProbe, "probe",
      "Choose the probe: a person, or the path of a photo"),
    bind(.verify, [.character("x")], .swap, "swap", "Swap reference and probe"),
    bind(.verify, [.enter], .showPhotos, "photos", "Show both photos with box and landmarks"),
  ]

  private static let matrix: [Binding] = [
    bind(
      .matrix, [.character("n")], .nextError, "errors", "Go to the next error, the worst first",
      keys: "n N"),
    bind(.matrix, [.character("N")], .previousError, nil, "Go to the error before"),
    bind(.matrix, [.character("z")], .zoomIn, "zoom", "Zoom in", keys: "z x"),
    bind(.matrix, [.character("x")], .zoomOut, nil, "Zoom out"),
    bind(
      .matrix, [.character("s")], .nextOrder, "order",
      "Order the faces by person, by similarity or by their worst error"),
    bind(
      .matrix, [.character("b")], .nextSummary, "blocks",
      "Show the least, mean or largest distance of a block"),
    bind(.matrix, [.enter], .open, "verify", "Compare the pair under the cursor in Verify"),
    bind(.matrix, [.up, .character("k")], .up, nil, "Move up"),
    bind(.matrix, [.down, .character("j")], .down, nil, "Move down"),
    bind(.matrix, [.left, .character("h")], .left, nil, "Move left"),
    bind(.matrix, [.right, .character("l")], .right, nil, "Move right"),
    bind(.matrix, [.pageUp], .pageUp, nil, "Move up a page"),
    bind(.matrix, [.pageDown], .pageDown, nil, "Move down a page"),
    bind(.matrix, [.home], .first, nil, "Move to the first pair"),
    bind(.matrix, [.end], .last, nil, "Move to the last pair"),
  ]

  private static let curves: [Binding] = [
    bind(.curves, [.tab, .down], .nextCurve, "next curve", "Go to the next kind of curve"),
    bind(.curves, [.backTab, .up], .previousCurve, nil, "Go to the kind of curve before"),
    bind(.curves, [.left], .lowerThreshold, "threshold", "Lower the threshold", keys: "←→"),
    bind(.curves, [.right], .raiseThreshold, nil, "Raise the threshold"),
    bind(.curves, [.enter], .open, "errors", "List the pairs decided wrongly at this threshold"),
    bind(
      .curves, [.character("h")], .hardestImpostor, nil,
      "List the false accepts, the most alike first"),
    bind(
      .curves, [.character("g")], .worstGenuine, nil,
      "List the false rejects, the least alike first"),
    bind(
      .curves, [.character("v")], .overlayCurves, "overlay",
      "Draw other metrics over the curve, then other models, then none"),
    bind(
      .curves, [.character("c")], .chooseThreshold, "choose",
      "Choose the threshold by a rule, tried on people it was not chosen on"),
  ]

  private static let errors: [Binding] = [
    bind(.errors, [.enter], .accept, "verify", "Look at the pair in Verify"),
    bind(
      .errors, [.tab, .backTab], .nextPane, "other errors",
      "Change between false accepts and false rejects"),
    bind(.errors, [.up, .character("k")], .up, nil, "Move up"),
    bind(.errors, [.down, .character("j")], .down, nil, "Move down"),
    bind(.errors, [.pageUp], .pageUp, nil, "Move up a page"),
    bind(.errors, [.pageDown, .character(" ")], .pageDown, nil, "Move down a page"),
    bind(.errors, [.home], .first, nil, "Move to the first"),
    bind(.errors, [.end], .last, nil, "Move to the last"),
    bind(
      .errors, [.left, .character("-")], .lowerThreshold, "threshold", "Lower the threshold",
      keys: "←→"),
    bind(.errors, [.right, .character("+")], .raiseThreshold, nil, "Raise the threshold"),
    bind(.errors, [.shiftLeft], .lowerThresholdFar, nil, "Lower the threshold in large steps"),
    bind(.errors, [.shiftRight], .raiseThresholdFar, nil, "Raise the threshold in large steps"),
    bind(.errors, [.escape, .character("q")], .dismiss, "back", "Go back to the curves"),
  ]

  private static let photos: [Binding] = [
    bind(.photos, [.enter, .escape, .character("q")], .dismiss, "back", "Go back to the pair"),
    bind(.photos, [.tab, .down], .nextPair, "next pair", "Go to the next pair"),
    bind(.photos, [.backTab, .up], .previousPair, nil, "Go to the previous pair"),
    bind(
      .photos, [.character("h")], .hardestImpostor, "impostors", "Go to the next hardest impostor"),
    bind(.photos, [.character("g")], .worstGenuine, "genuine", "Go to the next worst genuine pair"),
    bind(.photos, [.left], .lowerThreshold, "threshold", "Lower the threshold", keys: "←→"),
    bind(.photos, [.right], .raiseThreshold, nil, "Raise the threshold"),
  ]

  private static let models: [Binding] = [
    bind(
      .models, [.enter], .accept, "use",
      "Use the model: the gallery's faces are embedded with it, those of other models kept"),
    bind(
      .models, [.character("i"), .right], .showLayers, "layers", "Show the layers of the network"),
    bind(
      .models, [.character("r")], .measureModels, "measure again",
      "Measure again how fast the models are on this machine"),
    bind(.models, [.up, .character("k")], .up, nil, "Move up"),
    bind(.models, [.down, .character("j")], .down, nil, "Move down"),
    bind(.models, [.pageUp], .pageUp, nil, "Move up a page"),
    bind(.models, [.pageDown, .character(" ")], .pageDown, nil, "Move down a page"),
    bind(.models, [.home], .first, nil, "Move to the first"),
    bind(.models, [.end], .last, nil, "Move to the last"),
    bind(
      .models, [.escape, .character("q"), .character("m")], .dismiss, "back",
      "Go back to the screen"),
  ]

  private static let layers: [Binding] = [
    bind(.layers, [.down, .character("j")], .down, "scroll", "Move down", keys: "↑↓"),
    bind(.layers, [.up, .character("k")], .up, nil, "Move up"),
    bind(.layers, [.pageDown, .character(" ")], .pageDown, "page", "Move down a page"),
    bind(.layers, [.pageUp], .pageUp, nil, "Move up a page"),
    bind(.layers, [.home], .first, nil, "Move to the first layer"),
    bind(.layers, [.end], .last, nil, "Move to the last layer"),
    bind(
      .layers, [.escape, .left, .character("q"), .character("i")], .dismiss, "back",
      "Go back to the models"),
  ]

  private static let prompt: [Binding] = [
    bind(.prompt, [.enter], .accept, "accept", "Accept the text"),
    bind(.prompt, [.tab, .down], .nextCompletion, "complete", "Take the next completion"),
    bind(.prompt, [.backTab, .up], .previousCompletion, nil, "Take the completion before"),
    bind(.prompt, [.escape], .dismiss, "cancel", "Leave everything as it was"),
  ]

  private static let palette: [Binding] = [
    bind(.palette, [.enter], .accept, "run", "Run the command"),
    bind(.palette, [.down, .tab], .down, "choose", "Go to the next command"),
    bind(.palette, [.up, .backTab], .up, nil, "Go to the command before"),
    bind(.palette, [.pageDown], .pageDown, nil, "Go down a page"),
    bind(.palette, [.pageUp], .pageUp, nil, "Go up a page"),
    bind(.palette, [.escape, .control("p")], .dismiss, "cancel", "Close the palette"),
  ]

  private static let naming: [Binding] = [
    bind(.naming, [.enter], .accept, "next, enroll", "Go to the next face; after the last, enroll"),
    bind(.naming, [.tab], .nextCompletion, "complete", "Take the next name that matches"),
    bind(.naming, [.down], .down, "face", "Go to the next face"),
    bind(.naming, [.up], .up, nil, "Go to the face before"),
    bind(.naming, [.escape], .dismiss, "cancel", "Enroll nothing"),
  ]

  private static let confirmation: [Binding] = [
    bind(.confirmation, [.character("y"), .enter], .accept, "yes", "Yes"),
    bind(.confirmation, [.character("n"), .escape, .character("q")], .dismiss, "no", "No"),
  ]

  private static let page: [Binding] = [
    bind(
      .page, [.escape, .enter, .character("q"), .character("?")], .dismiss, "back",
      "Go back to the screen"),
    bind(.page, [.down, .character("j")], .down, "scroll", "Scroll down"),
    bind(.page, [.up, .character("k")], .up, nil, "Scroll up"),
    bind(.page, [.pageDown, .character(" ")], .pageDown, nil, "Scroll down a page"),
    bind(.page, [.pageUp], .pageUp, nil, "Scroll up a page"),
    bind(.page, [.home], .first, nil, "Go to the beginning"),
  ]

  private static let browser: [Binding] = [
    bind(.browser, [.enter, .right], .browserOpen, "open", "Open the folder, or enroll the photo"),
    bind(.browser, [.left, .backspace], .browserParent, "up", "Go to the folder above"),
    bind(
      .browser, [.character("e")], .browserEnroll, "enroll",
      "Enroll the folder or photo under the cursor"),
    bind(
      .browser, [.escape, .character("q"), .character("o")], .dismiss, "close",
      "Close the file browser"),
    bind(.browser, [.up, .character("k")], .up, nil, "Move up"),
    bind(.browser, [.down, .character("j")], .down, nil, "Move down"),
    bind(.browser, [.pageUp], .pageUp, nil, "Move up a page"),
    bind(.browser, [.pageDown, .character(" ")], .pageDown, nil, "Move down a page"),
    bind(.browser, [.home], .first, nil, "Move to the first"),
    bind(.browser, [.end], .last, nil, "Move to the last"),
  ]

  private static let everywhere: [Binding] = [
    bind(.everywhere, [.character("1")], .showGallery, nil, "Show the gallery"),
    bind(.everywhere, [.character("2")], .showVerify, nil, "Verify: compare two faces"),
    bind(.everywhere, [.character("3")], .showMatrix, nil, "Matrix: distances of all faces"),
    bind(
      .everywhere, [.character("4")], .showCurves, nil, "Curves: ROC, DET and rates of this gallery"
    ),
    bind(
      .everywhere, [.character("5")], .showIdentify, nil, "Identify: search the gallery for a face"),
    bind(.everywhere, [.character("6")], .showClusters, nil, "Clusters: who belongs together"),
    bind(.everywhere, [.character("7")], .showTrain, nil, "Train: watch a network learn"),
    bind(
      .everywhere, [.character("-"), .character("[")], .lowerThreshold, nil, "Lower the threshold"),
    bind(
      .everywhere, [.character("+"), .character("]"), .character("=")], .raiseThreshold, nil,
      "Raise the threshold"),
    bind(
      .everywhere, [.shiftLeft, .character("{")], .lowerThresholdFar, nil,
      "Lower the threshold in large steps"),
    bind(
      .everywhere, [.shiftRight, .character("}")], .raiseThresholdFar, nil,
      "Raise the threshold in large steps"),
    bind(
      .everywhere, [.character(",")], .lowerThresholdFine, nil,
      "Lower the threshold by a tenth of a step"),
    bind(
      .everywhere, [.character(".")], .raiseThresholdFine, nil,
      "Raise the threshold by a tenth of a step"),
    bind(.everywhere, [.home], .leastThreshold, nil, "Set the threshold to the bar's left end"),
    bind(.everywhere, [.end], .greatestThreshold, nil, "Set the threshold to the bar's right end"),
    bind(.everywhere, [.character("t")], .typeThreshold, "threshold", "Type a threshold"),
    bind(
      .everywhere, [.character("f")], .targetFAR, "target FAR",
      "Set the threshold at a false-accept rate of this gallery"),
    bind(
      .everywhere, [.character("c")], .chooseThreshold, nil,
      "Choose the threshold by a rule, tried on people it was not chosen on"),
    bind(
      .everywhere, [.character("T")], .resetThreshold, nil, "Go back to the model's own threshold"),
    bind(.everywhere, [.character("e")], .enroll, nil, "Enroll a photo or a folder by its path"),
    bind(.everywhere, [.character("o")], .browse, nil, "Choose photos in the file browser"),
    bind(
      .everywhere, [.character("m")], .showModels, "models",
      "Show the models, and turn to another"),
    bind(.everywhere, [.character("/")], .filter, "filter", "Filter the list by name"),
    bind(.everywhere, [.character("u")], .undo, "undo", "Undo the last change to the gallery"),
    bind(
      .everywhere, [.character(":"), .control("p")], .palette, "commands",
      "Open the command palette"),
    bind(.everywhere, [.character("?"), .function(1)], .help, "help", "Show this help page"),
    bind(.everywhere, [.character("M")], .toggleMouse, nil, "Turn the mouse on or off"),
    bind(.everywhere, [.control("l")], .redraw, nil, "Draw the screen afresh"),
    bind(.everywhere, [.control("z")], .suspend, nil, "Stop the program; 'fg' brings it back"),
    bind(.everywhere, [.escape], .cancel, nil, "Cancel the work that runs, or step back"),
    bind(.everywhere, [.character("q")], .quit, "quit", "Quit"),
  ]

  static func bind(
    _ context: Context, _ keys: [Key], _ action: Action, _ hint: String?, _ title: String,
    keys hintKeys: String? = nil
  ) -> Binding {
    Binding(
      context: context, keys: keys, action: action, hint: hint, hintKeys: hintKeys, title: title)
  }
}
