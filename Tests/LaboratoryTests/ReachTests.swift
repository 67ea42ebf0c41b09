import Terminal
import Testing

@testable import Laboratory

/// Whatever a screen offers does something when it is taken.
@Suite struct ReachTests {
  /// The laboratory in the middle of things, so that every direction has somewhere to go.
  private static func laboratory(_ context: Context) -> LaboratoryModel {
    var model = Fixtures.laboratory(columns: 120, rows: 40)
    model.press(.down, .tab, .right, .down, .character("2"), .tab, .tab, .character("+"))
    switch context {
    case .gallery, .everywhere: model.press(.character("1"))
    case .verify: break
    case .matrix:
      model.press(.character("3"))
      Fixtures.showMatrix(&model)
    case .curves: model.press(.character("4"))
    case .identify: Fixtures.showIdentify(&model)
    case .clusters: Fixtures.showClusters(&model)
    case .space:
      Fixtures.showSpace(&model)
      model.press(.character("z"))
    case .train: Fixtures.showTraining(&model)
    case .photos: model.press(.enter)
    case .models: Fixtures.showModels(&model)
    case .layers: Fixtures.showLayers(&model)
    case .errors: model.press(.character("4"), .enter, .down, .down)
    case .browser: openBrowser(&model)
    case .prompt: model.press(.character("1"), .character("w"))
    case .palette: model.press(.character(":"))
    case .naming:
      _ = model.update(.facesToName(Fixtures.examined(faces: 3)))
      model.press(.character("B"), .down, .character("B"))
    case .confirmation: model.press(.character("1"), .character("d"))
    case .page: model.press(.character("?"), .down, .down)
    }
    return model
  }

  private static func openBrowser(_ model: inout LaboratoryModel) {
    model.press(.character("o"))
    let entries = ["/photos/ann", "/photos/bob", "/photos/cleo"].map {
      DirectoryListing.Entry(path: $0, isFolder: true)
    }
    _ = model.update(.directoryListed(DirectoryListing(path: "/photos", entries: entries)))
    model.press(.down)
  }

  private func frame(_ model: LaboratoryModel) -> Surface {
    model.view(theme: Theme(.direct), pictures: PictureCache(colors: .mono, repertoire: .ascii))
  }

  private func expectChange(
    _ before: LaboratoryModel, _ after: LaboratoryModel, _ effects: [Effect], _ what: String
  ) {
    let isSomething = !effects.isEmpty || frame(before) != frame(after)
    #expect(isSomething, "\(what) does nothing")
  }

  @Test(arguments: Context.allCases) func everyHintIsAlive(_ context: Context) {
    let before = Self.laboratory(context)
    #expect(context == .everywhere || before.context == context)
    for binding in KeyMap.standard.bindings(in: before.context)
    where before.hint(of: binding) != nil {
      for key in binding.keys {
        var after = before
        let effects = after.press(key)
        expectChange(before, after, effects, "\(key.name) in \(context.rawValue)")
      }
    }
  }

  /// What may do nothing where the fixture stands: there is nothing to stop, and no text to leave.
  private static let idle: Set<Action> = [.cancel]

  @Test(arguments: [
    Context.gallery, .verify, .matrix, .curves, .identify, .clusters, .space, .train,
  ])
  func everyCommandOfThePaletteIsAlive(_ context: Context) {
    let before = Self.laboratory(context)
    let palette = CommandPalette(keyMap: .standard, context: context)
    for (index, binding) in palette.bindings.enumerated()
    where !Self.idle.contains(binding.action) {
      var after = before
      after.press(.character(":"))
      for _ in 0..<index { after.press(.down) }
      let effects = after.press(.enter)
      let here: [Context: Action] = [
        .gallery: .showGallery, .verify: .showVerify, .matrix: .showMatrix, .curves: .showCurves,
        .identify: .showIdentify, .clusters: .showClusters, .space: .showClusters,
        .train: .showTrain,
      ]
      let isThere = binding.action == here[context]
      if !isThere { expectChange(before, after, effects, binding.title) }
    }
  }

  /// Every action of a screen can be had from the palette of each.
  @Test(arguments: [Context.gallery, .verify, .curves, .identify, .clusters, .space, .train])
  func thePaletteHoldsEveryActionOfAllScreens(_ context: Context) {
    let offered = Set(CommandPalette(keyMap: .standard, context: context).bindings.map(\.action))
    for binding in KeyMap.standard.bindings
    where Self.screens.contains(binding.context) {
      #expect(offered.contains(binding.action), "\(binding.title)")
    }
  }

  private static let screens: [Context] = [
    .gallery, .verify, .curves, .identify, .clusters, .space, .train, .everywhere,
  ]

  @Test func aCommandOfTheOtherScreenGoesThere() {
    var model = Fixtures.laboratory()
    model.press(.character(":"))
    model.type("most alike pair of different")
    model.press(.enter)
    #expect(model.screen == .verify)
    #expect(model.verify.walk == .hardestImpostors)
    model.press(.character(":"))
    model.type("Rename the person")
    model.press(.enter)
    #expect(model.screen == .gallery)
    guard case .prompt(let prompt) = model.overlay else {
      Issue.record("no prompt")
      return
    }
    #expect(prompt.purpose == .rename(Fixtures.personID(0)))
  }
}
