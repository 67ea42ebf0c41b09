import Terminal

extension KeyMap {
  /// The keys of the screens about who is who.
  static let identify: [Binding] = [
    bind(
      .identify, [.character("a"), .character("/")], .chooseProbe, "probe",
      "Choose who is searched for: the path of a photo, or a person"),
    bind(
      .identify, [.tab], .nextProbe, "next face",
      "Search for the next face of the photo, or of the gallery"),
    bind(.identify, [.backTab], .previousProbe, nil, "Search for the face before"),
    bind(
      .identify, [.up, .character("k")], .up, "candidates", "Go to the candidate before",
      keys: "↑↓"),
    bind(.identify, [.down, .character("j")], .down, nil, "Go to the next candidate"),
    bind(.identify, [.left], .lowerThreshold, "threshold", "Lower the threshold", keys: "←→"),
    bind(.identify, [.right], .raiseThreshold, nil, "Raise the threshold"),
    bind(
      .identify, [.character("v")], .nextView, "curves",
      "Show the table of strategies, the closed-set or the open-set curve"),
    bind(
      .identify, [.character("s")], .markSame, "same",
      "Mark probe and candidate as the same; again takes it away"),
    bind(
      .identify, [.character("d")], .markDifferent, "not the same",
      "Mark probe and candidate as not the same, which takes the candidate off; u takes it back"),
    bind(.identify, [.enter], .open, "verify", "Compare probe and candidate in Verify"),
    bind(.identify, [.pageUp], .pageUp, nil, "Go up ten candidates"),
    bind(.identify, [.pageDown], .pageDown, nil, "Go down ten candidates"),
  ]

  static let clusters: [Binding] = [
    bind(
      .clusters, [.character("n")], .nameCluster, "name",
      "Give the chosen faces, or the cluster, to a person"),
    bind(
      .clusters, [.character("l")], .nextListing, "list",
      "List all clusters, those of several people, or people in several"),
    bind(.clusters, [.character("v")], .nextView, "space", "Show the space as a picture"),
    bind(
      .clusters, [.character("z")], .zoomIn, "branches",
      "Go down the dendrogram, into the larger branch", keys: "z x y"),
    bind(
      .clusters, [.character("x")], .zoomOut, nil,
      "Go up the dendrogram, to what the faces are joined with next"),
    bind(
      .clusters, [.character("y")], .walkAside, nil,
      "Go across the dendrogram, to what these faces were joined with"),
    bind(
      .clusters, [.character(" ")], .selectFace, "choose", "Choose the face, to name or to mark"),
    bind(
      .clusters, [.character("s")], .markSame, "same",
      "Mark the chosen faces and the one under the cursor as the same"),
    bind(
      .clusters, [.character("d")], .markDifferent, "not the same",
      "Mark the chosen faces as not the one under the cursor"),
    bind(.clusters, [.character("o")], .nextMethod, "method", "Cluster by another method"),
    bind(.clusters, [.tab], .nextPane, nil, "Go to the next pane"),
    bind(.clusters, [.backTab], .previousPane, nil, "Go to the previous pane"),
    bind(.clusters, [.enter], .open, nil, "Look at the faces; compare the face in Verify"),
    bind(.clusters, [.up, .character("k")], .up, nil, "Move up"),
    bind(.clusters, [.down, .character("j")], .down, nil, "Move down"),
    bind(.clusters, [.left], .left, nil, "Move left"),
    bind(.clusters, [.right], .right, nil, "Move right"),
    bind(.clusters, [.pageUp], .pageUp, nil, "Move up a page"),
    bind(.clusters, [.pageDown], .pageDown, nil, "Move down a page"),
    bind(.clusters, [.home], .first, nil, "Move to the first"),
    bind(.clusters, [.end], .last, nil, "Move to the last"),
  ]

  static let space: [Binding] = [
    bind(.space, [.up, .character("k")], .up, "move", "Go to the next face above", keys: "←↑↓→"),
    bind(.space, [.down, .character("j")], .down, nil, "Go to the next face below"),
    bind(.space, [.left, .character("h")], .left, nil, "Go to the next face on the left"),
    bind(.space, [.right, .character("l")], .right, nil, "Go to the next face on the right"),
    bind(.space, [.tab], .nextPair, "nearest", "Go to the nearest face in the true space"),
    bind(.space, [.character("z")], .zoomIn, "zoom", "Zoom in", keys: "z x"),
    bind(.space, [.character("x")], .zoomOut, nil, "Zoom out"),
    bind(
      .space, [.character("p")], .nextProjection, "PCA, t-SNE",
      "Place faces by principal components or by t-SNE"),
    bind(
      .space, [.character("b")], .nextColoring, "colour", "Colour faces by person or by cluster"),
    bind(.space, [.enter], .open, "cluster", "Show the face's cluster as a contact sheet"),
    bind(.space, [.character("v")], .nextView, "sheets", "Go back to the contact sheets"),
  ]
}
