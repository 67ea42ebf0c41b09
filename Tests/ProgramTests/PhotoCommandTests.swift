import Foundation
import ProgramSupport
import Testing

/// What `detect`, `embed` and `bench` say of photos.
/// Skipped without the photos and the model files.
@Suite(.enabled(if: Material.isThere)) struct PhotoCommandTests {
  let scratch: Scratch

  init() throws { scratch = try Scratch() }

  @Test func detectPrintsALineForEachPhoto() throws {
    let grey = try scratch.write(Material.grey, "grey.pgm")
    let result = try scratch.run("detect", "--json", Material.ann, grey)
    #expect(result.status == 0 && result.errors == "")
    #expect(result.objects.count == 2)
    let line = result.objects[0]
    #expect(Set(line.keys) == ["photo", "width", "height", "faces"])
    #expect(line["photo"] as? String == Material.ann)
    #expect(line["width"] as? Int == 250 && line["height"] as? Int == 250)
    let face = try #require((line["faces"] as? [[String: Any]])?.first)
    #expect(Set(face.keys) == ["box", "score", "landmarks", "quality"])
    let box = try #require(face["box"] as? [Double])
    #expect(box.count == 4 && box[0] < box[2] && box[1] < box[3])
    #expect((face["landmarks"] as? [[Double]])?.map(\.count) == [2, 2, 2, 2, 2])
    #expect((face["score"] as? Double ?? 0) > 0.9)
    let quality = try #require(face["quality"] as? [String: Any])
    #expect(
      Set(quality.keys)
        == ["size", "sharpness", "brightness", "contrast", "yaw", "pitch", "roll", "flaws"])
    #expect((result.objects[1]["faces"] as? [Any])?.count == 0)
  }

  @Test func nothingFoundIsStatusOne() throws {
    let grey = try scratch.write(Material.grey, "grey.pgm")
    for command in ["detect", "embed"] {
      let result = try scratch.run(command, grey)
      #expect(result.status == 1)
      #expect(result.output == "\(grey): no face\n")
    }
  }

  @Test func embedWritesWhatItPrints() throws {
    let array = scratch.path("x.npy")
    let result = try scratch.run(
      "embed", Material.ann, Material.other, "--output", array, "--json")
    #expect(result.status == 0)
    let printed = result.objects.flatMap { $0["faces"] as? [[String: Any]] ?? [] }
      .flatMap { ($0["embedding"] as? [Double] ?? []).map(Float.init) }
    let bytes = Array(try Data(contentsOf: URL(filePath: array)))
    let start = 10 + Int(bytes[8]) | Int(bytes[9]) << 8
    let written = stride(from: start, to: bytes.count, by: 4).map { place in
      Float(bitPattern: (0..<4).reduce(0) { $0 | UInt32(bytes[place + $1]) << (8 * $1) })
    }
    #expect(!printed.isEmpty && printed == written)
    let header = String(decoding: bytes[10..<start], as: UTF8.self)
    #expect(header.contains("'shape': (\(printed.count / 128), 128)"))
  }

  @Test func outputThatCannotBeWritten() throws {
    let result = try scratch.run("embed", Material.ann, "--output", "/nowhere/x.npy")
    #expect(result.status == 2)
    #expect(result.notes.count == 1 && result.errors.contains("/nowhere/x.npy"))
  }

  @Test func benchComparesFacesThatDoNotExist() throws {
    let result = try scratch.run("bench", "--compare", "200", "--json")
    #expect(result.object["pairs"] as? Int == 19_900 && result.object["seconds"] is Double)
    #expect(try scratch.run("bench", "--compare", "1").status == 1)
  }

  @Test func benchPrintsALineForEachCase() throws {
    let photos = "\(Material.people)/Adam_Kennedy"
    let result = try scratch.run("bench", "--json", "--threads", "1", "--photos", photos)
    #expect(result.status == 0)
    #expect(result.objects.map { $0["case"] as? String } == ["embed dlib-resnet", "detect mtcnn"])
    #expect((result.objects[0]["ms_per_face"] as? Double ?? 0) > 0)
    let share = try #require(result.objects[0]["peak_share"] as? Double)
    #expect(share > 0 && share < 1.5)
    #expect((result.objects[1]["ms_per_photo"] as? Double ?? 0) > 0)
    #expect(result.objects.allSatisfy { $0["threads"] as? Int == 1 })
  }
}
