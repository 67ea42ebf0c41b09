import Foundation
import Imaging
import Networks
import Testing
import Training

@testable import Faces
@testable import Laboratory

/// Where the photos of a training come from: folders, and the gallery's pictures.
@Suite struct LabelledPhotosTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Photos of one grey each, and files that are none.
  private func fill(people: Int, photos: Int, broken: Int = 0) throws {
    for person in 0..<people {
      for photo in 0..<photos {
        let grey = UInt8(20 * person + photo)
        let bytes = Array("P5\n8 8\n255\n".utf8) + Array(repeating: grey, count: 64)
        try folder.write(bytes, to: "Person \(person)/\(photo).pgm")
      }
      for photo in 0..<broken {
        try folder.write(Array("nothing".utf8), to: "Person \(person)/x\(photo).jpg")
      }
    }
  }

  private func read(
    isCancelled: () -> Bool = { false }, skip: (String) -> Void = { _ in }
  ) throws(EnrollmentError) -> LabelledPhotos {
    try LabelledPhotos(
      folder: folder.path, for: SmallFaceNet.network, isCancelled: isCancelled, skip: skip,
      progress: { _ in })
  }

  @Test func whatCannotBeReadIsLeftOut() throws {
    try fill(people: 2, photos: 3, broken: 1)
    var skipped: [String] = []
    let photos = try read(skip: { skipped.append($0) })
    #expect(photos.people == [0, 0, 0, 1, 1, 1] && photos.names == ["Person 0", "Person 1"])
    #expect(photos.images.allSatisfy { $0.width == 48 && $0.height == 56 })
    #expect(skipped.count == 2)
  }

  /// Photos that are all unreadable are not the same as none.
  @Test func aFolderWithoutReadablePhotosSaysWhy() throws {
    try fill(people: 2, photos: 0, broken: 2)
    var skipped: [String] = []
    let error = #expect(throws: EnrollmentError.self) { try read(skip: { skipped.append($0) }) }
    let reason = try #require(skipped.first)
    #expect(error == .noReadablePhotos(path: folder.path, reason: reason))
    #expect(error?.description.contains(reason) == true)
  }

  @Test func aFolderWithoutPhotosIsNamed() throws {
    try folder.makeFolder("Person 0")
    #expect(throws: EnrollmentError.noPhotos(path: folder.path)) { try read() }
  }

  /// A person may have thousands of photos: it is asked before each.
  @Test func readingStopsAtAnyPhoto() throws {
    try fill(people: 3, photos: 5)
    var asked = 0
    let some = try read(isCancelled: {
      asked += 1
      return asked > 4
    })
    #expect((1...4).contains(some.count) && some.peopleCount == 1)
    #expect(try read(isCancelled: { true }).count == 0)
  }
}
