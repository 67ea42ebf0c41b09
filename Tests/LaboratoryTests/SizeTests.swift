import Terminal
import Testing

@testable import Laboratory

/// The screen at any size: nothing traps, and what every screen has stays whole.
@Suite struct SizeTests {
  private static func overlays() -> [(name: String, model: LaboratoryModel)] {
    func laboratory(_ change: (inout LaboratoryModel) -> Void) -> LaboratoryModel {
      var model = Fixtures.laboratory()
      change(&model)
      return model
    }
    return [
      ("empty", Fixtures.empty()),
      ("gallery", laboratory { _ in }),
      ("verify", laboratory { $0.press(.character("2"), .character("h")) }),
      ("photos", laboratory { $0.press(.character("2"), .enter) }),
      ("prompt", laboratory { $0.press(.character("w")) }),
      ("palette", laboratory { $0.press(.character(":")) }),
      ("help", laboratory { $0.press(.character("?"), .pageDown) }),
      ("confirmation", laboratory { $0.press(.character("d")) }),
      ("browser", laboratory { $0.press(.character("o")) }),
      ("naming", laboratory { _ = $0.update(.facesToName(Fixtures.examined(faces: 9))) }),
      ("train", laboratory { $0.press(.character("7")) }),
      ("training", laboratory { Fixtures.showTraining(&$0) }),
      (
        "training, triplet",
        laboratory {
          Fixtures.showTraining(&$0)
          $0.press(.tab, .tab, .tab)
        }
      ),
      ("models", laboratory { Fixtures.showModels(&$0) }),
      ("layers", laboratory { Fixtures.showLayers(&$0) }),
      ("notice", laboratory { _ = $0.update(.failed(String(repeating: "a word ", count: 60))) }),
      (
        "work",
        laboratory {
          _ = $0.update(.enrollmentScanned(EnrollmentPlan(photos: ["/a.jpg"], of: "A")))
        }
      ),
    ]
  }

  private static let sizes = [
    (0, 0), (1, 1), (2, 1), (1, 60), (79, 24), (80, 23), (80, 24), (81, 25), (95, 31), (133, 27),
    (80, 100), (300, 24), (300, 100),
  ]

  @Test func everyViewIsDrawnAtEverySize() {
    let pictures = PictureCache(colors: .mono, repertoire: .ascii)
    for (name, start) in Self.overlays() {
      for (columns, rows) in Self.sizes {
        var model = start
        _ = model.update(.event(.resize(columns: columns, rows: rows)))
        let frame = model.view(theme: Theme(.direct), pictures: pictures)
        #expect(frame.columns == columns && frame.rows == rows, "\(name) at \(columns)×\(rows)")
        if columns >= 80, rows >= 24 { expectWhole(frame, "\(name) at \(columns)×\(rows)") }
      }
    }
  }

  /// Header, threshold bar and hints are not drawn over.
  private func expectWhole(_ frame: Surface, _ what: String) {
    let lines = frame.text.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines[0].contains(" 1 Gallery  2 Verify"), "\(what)")
    #expect(lines[frame.rows - 2].hasPrefix(" threshold ├"), "\(what)")
    #expect(
      lines[frame.rows - 1].contains("Esc") || lines[frame.rows - 1].contains("q quit")
        || lines[frame.rows - 1].contains("Enter") || lines[frame.rows - 1].contains("n no"),
      "\(what)")
  }

  /// On a screen that is too small only quitting works, and what stood there stands there again.
  @Test func aTooSmallScreenKeepsEverything() {
    var model = Fixtures.laboratory()
    model.press(.character("r"))
    let before = model.text()
    _ = model.update(.event(.resize(columns: 40, rows: 10)))
    #expect(model.press(.character("d"), .enter, .escape).isEmpty)
    let effects = model.press(.character("q"))
    #expect(effects.contains { if case .quit = $0 { true } else { false } })
    _ = model.update(.event(.resize(columns: 80, rows: 24)))
    #expect(model.text() == before)
  }

  /// New pictures are spread over frames, and the last frame shows them all.
  @Test func picturesThatTakeTooLongComeInTheNextFrames() {
    let model = Fixtures.laboratory(columns: 200, rows: 60)
    let whole = model.view(
      theme: Theme(.direct), pictures: PictureCache(colors: .direct, repertoire: .full))
    let pictures = PictureCache(colors: .direct, repertoire: .full, newInAFrame: 3)
    var frames = 0
    var frame: Surface
    repeat {
      pictures.beginFrame()
      frame = model.view(theme: Theme(.direct), pictures: pictures)
      frames += 1
    } while pictures.isBehind && frames < 100
    #expect(frames == (Fixtures.facesOfEach + 2) / 3)
    #expect(frame == whole)
  }
}
