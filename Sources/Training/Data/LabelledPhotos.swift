import Imaging
import Verification

/// Photos of known people, all of the size that a network takes.
public struct LabelledPhotos: Sendable {
  /// The people's names, by the numbers in `people`.
  public let names: [String]
  /// The person of each photo.
  public private(set) var people: [Int]
  public private(set) var images: [Image]

  /// - Parameter photos: a name and a photo each, in any order.
  public init(names: [String], people: [Int], images: [Image]) {
    precondition(people.count == images.count, "each photo needs its person")
    self.names = names
    self.people = people
    self.images = images
  }

  public var count: Int { people.count }

  /// The numbers of people with a photo, in order.
  var numbers: [Int] { Set(people).sorted() }

  /// The number of people with a photo.
  public var peopleCount: Int { numbers.count }

  /// The photos of some of the people.
  public func of(_ chosen: Set<Int>) -> LabelledPhotos {
    let places = people.indices.filter { chosen.contains(people[$0]) }
    return LabelledPhotos(
      names: names, people: places.map { people[$0] }, images: places.map { images[$0] })
  }

  /// Parts the people: the last `count` by `NameOrder` are held out, so that nothing that is
  /// measured on them was seen in training.
  public func holdingOut(_ count: Int) -> (training: LabelledPhotos, heldOut: LabelledPhotos) {
    let order = numbers.sorted { NameOrder(names[$0]) < NameOrder(names[$1]) }
    let last = Set(order.suffix(count))
    return (of(Set(order).subtracting(last)), of(last))
  }
}
