import Terminal

extension KeyMap {
  /// The keys of the training screen. First what runs a training: how the cursor goes through the
  /// settings stands in their panel, too.
  static let train: [Binding] = [
    bind(.train, [.enter], .startTraining, "start", "Start a training; go on, or pause it"),
    bind(.train, [.character(" ")], .pauseTraining, "pause", "Pause the training, or go on"),
    bind(.train, [.character("s")], .stepTraining, "step", "Take a single step, then pause"),
    bind(.train, [.character("n")], .restartTraining, "anew", "Start anew from random weights"),
    bind(.train, [.character("w")], .saveTraining, "save", "Write the network to a file"),
    bind(
      .train, [.character("a")], .chooseTrainingPhotos, "photos",
      "Choose what is trained on: the gallery, or a folder with a folder of photos a person"),
    bind(.train, [.character("x")], .stopTraining, "stop", "Stop the training"),
    bind(
      .train, [.left], .lowerSetting, "change",
      "Lower the setting, or the choice before",
      keys: "←→"),
    bind(.train, [.right], .raiseSetting, nil, "Raise the setting, or the next choice"),
    bind(.train, [.up, .character("k")], .up, "setting", "Go to the setting above", keys: "↑↓"),
    bind(.train, [.down, .character("j")], .down, nil, "Go to the setting below"),
    bind(.train, [.tab], .nextView, "figure", "Give the next figure more room"),
    bind(
      .train, [.character(",")], .lowerSettingFine, "fine", "Lower the setting by a fine step",
      keys: ", ."),
    bind(.train, [.character(".")], .raiseSettingFine, nil, "Raise the setting by a fine step"),
    bind(
      .train, [.character("r")], .nextReference, "people",
      "Show the people trained on, or those held out"),
    bind(
      .train, [.character("l")], .nextLossScale, "log",
      "Draw the loss on a logarithmic or a linear axis"),
    bind(.train, [.home], .first, nil, "Go to the first setting"),
    bind(.train, [.end], .last, nil, "Go to the last setting"),
  ]
}
