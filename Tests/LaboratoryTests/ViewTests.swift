import Faces
import Gallery
import Imaging
import Terminal
import Testing

@testable import Laboratory

/// Every view as text, at three sizes.
@Suite struct ViewTests {
  static let sizes = [(80, 24), (120, 40), (200, 60)]

  private func expectView(
    _ name: String, at size: (Int, Int), _ model: LaboratoryModel,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    expectSnapshot(
      model.text(), named: "\(name)-\(size.0)x\(size.1)", sourceLocation: sourceLocation)
  }

  private func laboratory(_ size: (Int, Int)) -> LaboratoryModel {
    Fixtures.laboratory(columns: size.0, rows: size.1)
  }

  @Test(arguments: sizes) func emptyGallery(_ size: (Int, Int)) {
    var model = Fixtures.empty(columns: size.0, rows: size.1)
    expectView("empty", at: size, model)
    model.press(.character("2"))
    expectView("empty-verify", at: size, model)
  }

  @Test(arguments: sizes) func gallery(_ size: (Int, Int)) {
    var model = laboratory(size)
    expectView("gallery", at: size, model)
    model.press(.tab, .right, .character(" "), .character(" "))
    expectView("gallery-selected", at: size, model)
    model.press(.character("/"))
    model.type("neil")
    model.press(.enter)
    expectView("gallery-filtered", at: size, model)
  }

  @Test(arguments: sizes) func verify(_ size: (Int, Int)) {
    var model = laboratory(size)
    model.press(.character("2"))
    expectView("verify-same", at: size, model)
    model.press(.character("h"))
    expectView("verify-impostor", at: size, model)
    model.press(.character("g"))
    expectView("verify-genuine", at: size, model)
  }

  @Test(arguments: sizes) func errors(_ size: (Int, Int)) {
    var model = laboratory(size)
    model.press(.character("4"), .enter, .down)
    expectView("errors", at: size, model)
  }

  @Test(arguments: sizes) func curves(_ size: (Int, Int)) {
    var model = laboratory(size)
    model.press(.character("4"))
    for kind in CurveKind.allCases {
      #expect(model.curves.kind == kind)
      expectView("curves-\(kind)", at: size, model)
      model.press(.tab)
    }
    var empty = Fixtures.empty(columns: size.0, rows: size.1)
    empty.press(.character("4"))
    expectView("curves-empty", at: size, empty)
  }

  @Test(arguments: sizes) func models(_ size: (Int, Int)) {
    var model = laboratory(size)
    Fixtures.showModels(&model)
    expectView("models", at: size, model)
    model.press(.down)
    expectView("models-missing", at: size, model)
    model.press(.end)
    expectView("models-network", at: size, model)
    Fixtures.showLayers(&model)
    expectView("layers", at: size, model)
    model.press(.end)
    expectView("layers-end", at: size, model)
  }

  @Test(arguments: sizes) func dialogs(_ size: (Int, Int)) {
    var model = laboratory(size)
    model.press(.character("w"))
    model.type("b")
    expectView("prompt-completing", at: size, model)
    model.type("nobody")
    model.press(.enter)
    expectView("prompt-refused", at: size, model)
    model.press(.escape, .character("d"))
    expectView("confirmation", at: size, model)
    model.press(.escape, .character(":"))
    model.type("thr")
    expectView("palette", at: size, model)
  }

  @Test(arguments: sizes) func help(_ size: (Int, Int)) {
    var model = laboratory(size)
    model.press(.character("?"))
    expectView("help", at: size, model)
    for _ in 0..<20 { model.press(.pageDown) }
    expectView("help-end", at: size, model)
  }

  @Test(arguments: sizes) func browser(_ size: (Int, Int)) {
    var model = laboratory(size)
    model.press(.character("o"))
    expectView("browser-loading", at: size, model)
    let entries = [("ann", true), ("bob", true), ("group.jpg", false), ("torn.png", false)]
    _ = model.update(
      .directoryListed(
        DirectoryListing(
          path: "/photos",
          entries: entries.map { .init(path: "/photos/\($0.0)", isFolder: $0.1) })))
    expectView("browser-folder", at: size, model)
    model.press(.end)
    _ = model.update(
      .previewLoaded(
        path: "/photos/torn.png",
        PhotoPreview(
          path: "/photos/torn.png", image: nil, width: 0, height: 0, faces: [],
          remark: "/photos/torn.png: is a PNG that ends before the picture does; copy it again")))
    expectView("browser-torn", at: size, model)
  }

  @Test(arguments: sizes) func enrolling(_ size: (Int, Int)) {
    var model = Fixtures.empty(columns: size.0, rows: size.1)
    _ = model.update(.facesToName(Fixtures.examined(faces: 3)))
    model.type("Ann")
    expectView("naming", at: size, model)
    model.press(.escape)
    _ = model.update(.tick(10))
    let plan = EnrollmentPlan(photos: (0..<2000).map { "/photos/\($0).jpg" }, of: "Ann")
    _ = model.update(.enrollmentScanned(plan))
    _ = model.update(.tick(20))
    _ = model.update(
      .enrollmentProgress(EnrollmentProgress(done: 500, total: 2000, photo: "/photos/500.jpg")))
    expectView("enrolling", at: size, model)
    var report = EnrollmentReport(skipped: [
      SkippedPhoto(photo: "/photos/torn.jpg", reason: "is a JPEG that ends before the picture does")
    ])
    report.count(1, of: plan.items[0], facesInPhoto: 2)
    _ = model.update(.enrollmentEnded(report))
    expectView("report", at: size, model)
  }

  @Test func tooSmall() {
    let model = Fixtures.laboratory(columns: 79, rows: 24)
    expectSnapshot(model.text(), named: "too-small")
  }

  /// The gallery's photos of the pair, and the notice over them.
  @Test func photosOfThePair() {
    var model = Fixtures.laboratory()
    model.press(.character("2"), .enter)
    guard let pair = model.verify.pair else {
      Issue.record("there is no pair")
      return
    }
    _ = model.update(.photosLoaded(pair, reference: Fixtures.preview, probe: Fixtures.preview))
    expectSnapshot(model.text(), named: "photos")
  }
}
