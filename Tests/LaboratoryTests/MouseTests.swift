import Foundation
import Terminal
import Testing

@testable import Laboratory

/// Where a press of the mouse or a turn of its wheel goes.
@Suite struct MouseTests {
  private func act(
    _ action: MouseEvent.Action, at text: String, _ model: inout LaboratoryModel
  ) -> [Effect] {
    let lines = model.text().split(separator: "\n", omittingEmptySubsequences: false)
    for (row, line) in lines.enumerated() {
      guard let range = line.range(of: text) else { continue }
      let column = String(line[..<range.lowerBound]).columns
      return model.update(.event(.mouse(MouseEvent(action, column: column, row: row))))
    }
    Issue.record("'\(text)' is not on the screen")
    return []
  }

  @Test func tabsShowTheirScreens() {
    var model = Fixtures.laboratory()
    _ = act(.press, at: "2 Verify", &model)
    #expect(model.screen == .verify)
    _ = act(.press, at: "1 Gallery", &model)
    #expect(model.screen == .gallery)
  }

  @Test func aNameAndAThumbnailTakeTheCursor() {
    var model = Fixtures.laboratory()
    _ = act(.press, at: "王小明", &model)
    #expect(model.gallery.person == Fixtures.personID(4))
    _ = act(.press, at: "Bob", &model)
    _ = act(.press, at: "Bob_0001", &model)
    #expect(model.gallery.face == 1)
    #expect(model.gallery.pane == .faces)
    _ = act(.doublePress, at: "Bob_0001", &model)
    #expect(model.screen == .verify)
    #expect(model.verify.reference?.source == .enrolled(Fixtures.faceID(person: 1, number: 1)))
  }

  @Test func aRowOfAListInFrontIsChosenAndTaken() throws {
    var model = Fixtures.laboratory(columns: 120, rows: 40)
    Fixtures.showModels(&model)
    _ = act(.press, at: "NN2", &model)
    guard case .models(let list)? = model.overlay else {
      Issue.record("the models are gone")
      return
    }
    #expect(list.selected == 4)
    _ = act(.doublePress, at: "mobilefacenet", &model)
    #expect(model.embedder == .mobileFaceNet && model.overlay == nil)
    model.press(.character(":"))
    model.type("verify")
    _ = act(.doublePress, at: "compare two faces", &model)
    #expect(model.screen == .verify && model.overlay == nil)
  }

  /// A press beside the rows of a list leaves its cursor alone.
  @Test func aPressBesideAListIsNone() {
    var model = Fixtures.laboratory(columns: 120, rows: 40)
    model.press(.character(":"), .down)
    #expect(act(.doublePress, at: "Commands", &model).isEmpty)
    guard case .palette(let palette)? = model.overlay else {
      Issue.record("the palette is gone")
      return
    }
    #expect(palette.selected == 1)
  }

  @Test func theTrackSetsTheThreshold() {
    var model = Fixtures.laboratory()
    _ = act(.press, at: "├", &model)
    #expect(model.threshold.value == 0)
    _ = act(.press, at: "┤", &model)
    #expect(model.threshold.value == model.threshold.range.upperBound)
    _ = act(.scrollDown, at: "├", &model)
    #expect(model.threshold.value < model.threshold.range.upperBound)
  }

  @Test func theWheelMovesListsAndOnVerifyTheThreshold() {
    var model = Fixtures.laboratory()
    _ = act(.scrollDown, at: "Bob", &model)
    #expect(model.gallery.person == Fixtures.personID(3))
    _ = act(.scrollUp, at: "Bob", &model)
    #expect(model.gallery.person == Fixtures.personID(0))
    model.press(.character("2"))
    _ = act(.scrollUp, at: "distance", &model)
    #expect(model.threshold.value > 0.6)
  }

  /// Every hint does what its key does.
  @Test(arguments: [Key.character("1"), .character("2")]) func hintsArePressed(_ screen: Key) {
    var model = Fixtures.laboratory(columns: 210, rows: 60)
    model.press(screen)
    for hint in KeyMap.standard.bindings(in: model.context) where model.hint(of: hint) != nil {
      var (pressed, typed) = (model, model)
      let words = "\(hint.hintKey) \(hint.hint ?? "")"
      let effects = act(.press, at: words, &pressed)
      #expect(effects.count == typed.press(hint.keys[0]).count, "\(words)")
      #expect(pressed.text() == typed.text(), "\(words)")
    }
  }

  @Test func theWheelScrollsWhatStandsInFront() {
    var model = Fixtures.laboratory()
    model.press(.character("?"))
    let top = model.text()
    _ = act(.scrollDown, at: "Words", &model)
    #expect(model.text() != top)
    #expect(model.gallery.person == Fixtures.personID(0))
  }

  @Test func aPressBehindADialogDoesNothing() {
    var model = Fixtures.laboratory()
    model.press(.character("r"))
    let before = model.text()
    for row in 0..<23 {
      _ = model.update(.event(.mouse(MouseEvent(.press, column: 5, row: row))))
    }
    #expect(model.text() == before)
  }

  @Test func theMouseIsTurnedOffAndOn() {
    var model = Fixtures.laboratory()
    let off = model.press(.character("M"))
    guard case .setMouse(false)? = off.first else {
      Issue.record("still on")
      return
    }
    guard case .setMouse(true)? = model.press(.character("M")).first else {
      Issue.record("still off")
      return
    }
  }
}
