import Terminal
import Testing

@testable import Laboratory

/// The one table of keys, against what the screens do with it.
@Suite struct KeyMapTests {
  @Test func everyActionHasAKey() {
    let bound = Set(KeyMap.standard.bindings.map(\.action))
    #expect(Action.allCases.filter { !bound.contains($0) } == [])
  }

  @Test(arguments: Context.allCases) func noKeyMeansTwoThingsInOneContext(_ context: Context) {
    let own = KeyMap.standard.bindings.filter { $0.context == context }
    let keys = own.flatMap(\.keys)
    #expect(Set(keys).count == keys.count)
  }

  @Test func thePaletteOffersWhatTheScreenCanDo() {
    let palette = CommandPalette(keyMap: .standard, context: .gallery)
    let offered = Set(palette.bindings.map(\.action))
    for binding in KeyMap.standard.bindings(in: .gallery) {
      #expect(offered.contains(binding.action))
    }
  }

  /// Keys at random, with messages between them: nothing traps, and the screen can be drawn.
  @Test(arguments: [1, 2, 3, 4, 5] as [UInt64]) func anyKeysInAnyOrderLeaveAScreen(_ seed: UInt64) {
    var random = SplitMix(state: seed)
    var model = Fixtures.laboratory()
    let keys = KeyMap.standard.bindings.flatMap(\.keys) + "aé王/~ .".map(Key.character)
    let pictures = PictureCache(colors: .mono, repertoire: .ascii)
    for step in 0..<4000 {
      _ = model.update(.event(.key(keys[Int(random.next() % UInt64(keys.count))])))
      if step % 50 == 0 { _ = model.update(randomMessage(&random)) }
      if step % 20 == 0 {
        let frame = model.view(theme: Theme(.direct), pictures: pictures)
        #expect(frame.columns == model.columns && frame.rows == model.rows)
      }
    }
  }

  private func randomMessage(_ random: inout SplitMix) -> Message {
    switch random.next() % 14 {
    case 0:
      .event(.resize(columns: Int(random.next() % 300) + 1, rows: Int(random.next() % 100) + 1))
    case 1: .event(.resize(columns: 100, rows: 30))
    case 2: .facesToName(Fixtures.examined(faces: Int(random.next() % 4)))
    case 3: .collectionLoaded(random.next() % 4 == 0 ? Collection() : Fixtures.collection())
    case 4: .edited("done")
    case 5: .nameNeeded(folder: "/photos/Ann")
    case 6: .statisticsComputed(Fixtures.statistics(of: Fixtures.collection()))
    case 7: .collectionLoaded(Fixtures.collection(without: Fixtures.personID(1)))
    case 8: .enrollmentScanned(EnrollmentPlan(photos: ["/a.jpg"], of: "A"))
    case 9: .workFailed("no room")
    case 10: .photoEnrolled("done")
    case 11: .training(.progress(Fixtures.snapshot(after: 30)), run: Int(random.next() % 9))
    case 12: .training(.halted("no number"), run: Int(random.next() % 9))
    default:
      .event(
        .mouse(
          MouseEvent(.press, column: Int(random.next() % 100), row: Int(random.next() % 30))))
    }
  }
}

/// Steele, Lea and Flood's SplitMix64: the same numbers every time.
struct SplitMix {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
