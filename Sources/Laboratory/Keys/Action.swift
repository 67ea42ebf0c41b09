/// Something the user can do; the one list from which keys, key hints, help page and palette come.
enum Action: String, CaseIterable, Sendable {
  // Everywhere
  case showGallery, showVerify, showMatrix, showCurves, showIdentify, showClusters, showTrain
  case lowerThreshold, raiseThreshold, lowerThresholdFar, raiseThresholdFar
  case lowerThresholdFine, raiseThresholdFine, leastThreshold, greatestThreshold
  case typeThreshold, targetFAR, chooseThreshold, resetThreshold
  case enroll, browse, showModels
  case filter, palette, help, undo, toggleMouse, redraw, suspend, cancel, quit

  // Moving about in a list, a grid or a text
  case up, down, left, right, pageUp, pageDown, first, last, nextPane, previousPane

  // Gallery
  case open, markReference, markProbe
  case rename, merge, selectFace, splitOff, forget

  // Verify
  case nextPair, previousPair, hardestImpostor, worstGenuine
  case chooseReference, chooseProbe, swap, showPhotos

  // Matrix
  case zoomIn, zoomOut, nextOrder, nextSummary, nextError, previousError

  // Curves
  case nextCurve, previousCurve, overlayCurves

  // Models
  case showLayers, measureModels
  // Identify and clusters
  case nextProbe, previousProbe, nextView, markSame, markDifferent
  case nextMethod, nextListing, walkAside, nameCluster, nextProjection, nextColoring

  // Train
  case startTraining, pauseTraining, stepTraining, restartTraining, stopTraining, saveTraining
  case chooseTrainingPhotos, nextReference, nextLossScale
  case raiseSetting, lowerSetting, raiseSettingFine, lowerSettingFine

  // File browser
  case browserOpen, browserParent, browserEnroll

  // Whatever stands in front of the screen
  case accept, dismiss, nextCompletion, previousCompletion
}

/// Where a key means something.
enum Context: String, CaseIterable, Sendable {
  case everywhere = "Everywhere"
  case gallery = "Gallery"
  case verify = "Verify"
  case matrix = "Matrix"
  case curves = "Curves"
  case identify = "Identify"
  case clusters = "Clusters"
  case space = "The space as a picture"
  case train = "Train"
  case errors = "Errors at the threshold"
  case photos = "Photos of a pair"
  case models = "Models"
  case layers = "Layers of a network"
  case browser = "File browser"
  case prompt = "Typing a text"
  case palette = "Command palette"
  case naming = "Who is who"
  case confirmation = "A question"
  case page = "Help and reports"

  /// Whether keys without a meaning here get the one they have everywhere.
  var inheritsEverywhere: Bool {
    switch self {
    case .gallery, .verify, .matrix, .curves, .identify, .clusters, .space, .train, .everywhere:
      true
    case .errors, .models, .layers, .browser, .photos, .prompt, .palette, .naming, .confirmation,
      .page:
      false
    }
  }
}
