import Testing
import Verification

@testable import likeness

@Suite struct PairsFileTests {
  @Test func photosAreFoundByNumber() {
    #expect(NumberedFace(person: "A_B", number: 7).path(in: "d") == "d/A_B/A_B_0007.jpg")
    #expect(NumberedFace(person: "A", number: 12345).path(in: "d") == "d/A/A_12345.jpg")
  }
}
