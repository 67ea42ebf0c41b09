import Gallery
import Testing

@testable import likeness

/// The laboratory opens with the model that the gallery was last seen by.
@Suite struct ChosenModelTests {
  let scratch: Scratch

  init() throws { scratch = try Scratch() }

  private func options(_ gallery: String, model: String? = nil) -> Options {
    var options = Options()
    options.gallery = gallery
    options.model = model
    return options
  }

  @Test(.enabled(if: Material.isThere)) func isTakenUnlessAnotherIsAskedFor() throws {
    let path = scratch.gallery
    #expect(try options(path).withChosenModel().model == nil)
    try Gallery(path: path).setChosenModel("dlib-resnet")
    #expect(try options(path).withChosenModel().model == "dlib-resnet")
    #expect(try options(path, model: "scrfd").withChosenModel().model == "scrfd")
  }

  @Test func aModelThatLeftIsNotMissed() throws {
    let path = scratch.gallery
    try Gallery(path: path).setChosenModel("somebody-s")
    #expect(try options(path).withChosenModel().model == nil)
  }
}
