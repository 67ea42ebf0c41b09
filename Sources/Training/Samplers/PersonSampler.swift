/// Batches of a few people with several photos each, and photos of anybody as further negatives:
/// FaceNet's mix has about 40 photos of a person (Schroff et al. 2015, section 3.2).
///
/// People come in a new order each time all have been there; likewise the photos of a person. A
/// person with fewer photos than asked for gives all it has; one with a single photo is only ever a
/// further negative.
public struct PersonSampler: Sendable {
  public let peoplePerBatch: Int
  public let photosPerPerson: Int
  /// Photos drawn from everybody else.
  public let furtherNegatives: Int
  private let people: [Int]
  private var decks: [Int: Deck]
  private var order: Deck

  /// - Parameter people: the person of each photo.
  public init(
    people: [Int], peoplePerBatch: Int, photosPerPerson: Int, furtherNegatives: Int = 0
  ) {
    precondition(peoplePerBatch > 0 && photosPerPerson > 0, "a batch needs people and photos")
    self.people = people
    self.peoplePerBatch = peoplePerBatch
    self.photosPerPerson = photosPerPerson
    self.furtherNegatives = furtherNegatives
    let photos = Dictionary(grouping: people.indices) { people[$0] }.filter { $1.count > 1 }
    decks = photos.mapValues { Deck($0) }
    order = Deck(photos.keys.sorted())
  }

  /// The batches after which every person has been there once.
  public var batchesPerRound: Int {
    (order.count + peoplePerBatch - 1) / peoplePerBatch
  }

  /// The places of the next batch's photos, person by person.
  public mutating func next(using generator: inout some RandomNumberGenerator) -> [Int] {
    let chosen = order.draw(peoplePerBatch, using: &generator)
    var photos = chosen.flatMap { person in
      decks[person]?.draw(photosPerPerson, using: &generator) ?? []
    }
    if furtherNegatives == 0 { return photos }
    let others = people.indices.filter { !chosen.contains(people[$0]) }
    photos += others.shuffled(using: &generator).prefix(furtherNegatives)
    return photos
  }
}

/// Items drawn without repeats until all have been drawn, and then anew.
struct Deck: Sendable {
  private let items: [Int]
  private var rest: [Int] = []

  init(_ items: [Int]) { self.items = items }

  var count: Int { items.count }

  /// So many different items, or all there are.
  mutating func draw(_ wanted: Int, using generator: inout some RandomNumberGenerator) -> [Int] {
    var drawn: [Int] = []
    while drawn.count < min(wanted, items.count) {
      if rest.isEmpty { rest = items.shuffled(using: &generator) }
      // What was drawn before the deck was shuffled anew waits for its next turn.
      let place = rest.lastIndex { !drawn.contains($0) }
      drawn.append(rest.remove(at: place ?? rest.count - 1))
    }
    return drawn
  }
}
