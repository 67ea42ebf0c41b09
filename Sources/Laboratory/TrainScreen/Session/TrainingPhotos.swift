import Faces
import Gallery
import Imaging
import Networks
import Training

/// The photos a training has to do with, of the size that its network takes.
struct TrainingPhotos: Sendable {
  let trained: LabelledPhotos
  let heldOut: LabelledPhotos
  /// How many photos could not be read, and are left out.
  var unreadable = 0
  /// Photos of a person beyond so many are left out, as FaceNet has about forty.
  static let mostOfPerson = 40
  /// A training that is looked at has no need of more.
  static let mostPhotos = 4000

  /// Parts the people; those with one photo are left out, since they are never an anchor.
  init(_ photos: LabelledPhotos, _ settings: TrainingSettings) {
    let counts = Dictionary(grouping: photos.people) { $0 }.mapValues(\.count)
    let usable = photos.of(Set(counts.filter { $1 > 1 }.keys))
    (trained, heldOut) = usable.holdingOut(settings.heldOut(of: usable.peopleCount))
  }
}

extension TrainingPhotos {
  /// Those people held out that are measured: as many as fit into a moment.
  var measured: LabelledPhotos {
    var (chosen, count): (Set<Int>, Int) = ([], 0)
    let sizes = Dictionary(grouping: heldOut.people) { $0 }.mapValues(\.count)
    for (person, size) in sizes.sorted(by: { $0.key < $1.key }) where count + size <= 300 {
      chosen.insert(person)
      count += size
    }
    return heldOut.of(chosen)
  }
}

/// The faces of the gallery that can be trained on: of people with two or more.
struct TrainableFaces: Sendable {
  let names: [String]
  /// The person of each face.
  let people: [Int]
  let faces: [FaceRecord.ID]

  init(_ collection: Collection) {
    var (names, people, faces): ([String], [Int], [FaceRecord.ID]) = ([], [], [])
    for person in collection.people {
      let own = collection.faces(of: person.id).prefix(TrainingPhotos.mostOfPerson)
      guard own.count > 1, faces.count + own.count <= TrainingPhotos.mostPhotos else { continue }
      people += Array(repeating: names.count, count: own.count)
      names.append(person.displayName)
      faces += own.map(\.id)
    }
    (self.names, self.people, self.faces) = (names, people, faces)
  }

  /// Two people with two photos each are the least that triplets are made of.
  var areEnough: Bool { names.count > 1 }

  /// The faces as photos for a network, from the pictures that the gallery keeps, made where the
  /// caller is.
  ///
  /// - Returns: `nil` when the task was cancelled.
  func photos(
    from archive: Archive, for network: Network, isolation: isolated (any Actor)? = #isolation,
    progress: (Int) -> Void
  ) async throws(GalleryError) -> LabelledPhotos? {
    var found: [(person: Int, image: Image)] = []
    for start in stride(from: 0, to: faces.count, by: 16) {
      if Task.isCancelled { return nil }
      let part = start..<min(start + 16, faces.count)
      let crops = try await archive.crops(of: Array(faces[part]))
      for place in part {
        guard let crop = crops[faces[place]] else { continue }
        let size = network.input
        found.append((people[place], crop.frameChip(height: size.height, width: size.width)))
      }
      progress(part.upperBound)
    }
    return LabelledPhotos(names: names, people: found.map(\.person), images: found.map(\.image))
  }
}
