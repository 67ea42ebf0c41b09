import Foundation
import Tensors
import Testing

@testable import Networks

@Suite struct SafetensorsTests {
  @Test func readsWhatTheLibraryWrites() throws {
    let file = try WeightFile(bytes: SavedFiles.safetensors, name: "net.safetensors")
    #expect(file.tensors["conv.weight"]?.dimensions == [2, 1, 2, 2])
    #expect(file.tensors["conv.weight"]?.values == (0..<8).map { Float($0) / 4 })
    #expect(file.tensors["conv.bias"]?.values == [0.5, -0.5])
    #expect(file.tensors["été \"x\""]?.values == [3])
    #expect(file.tensors["empty"] == Tensor(dimensions: [0, 3], values: []))
    #expect(file.tensors.count == 4)
    #expect(file.metadata == ["step": "40", "note": "a\n\"b\""])
  }

  private static let arrays: Parameters = [
    "b": Tensor(dimensions: [2, 3], values: [1, -2, 3.5, .infinity, 1e-30, 0]),
    "a \"quoted\" \\ né": Tensor(dimensions: [], values: [7]),
    "none": Tensor(dimensions: [0], values: []),
  ]

  @Test func readsBackWhatItWrote() throws {
    let metadata = ["step": "4\u{1}0", "": "e\t"]
    let path = NSTemporaryDirectory() + "likeness-\(UUID()).safetensors"
    defer { unlink(path) }
    try SafetensorsWriter(Self.arrays, metadata: metadata).write(to: path)
    let file = try WeightFile(path: path)
    #expect(file.tensors == Self.arrays)
    #expect(file.metadata == metadata)
    #expect(try contents(ofFile: path) == SafetensorsWriter(Self.arrays, metadata: metadata).bytes)
    #expect(access(path + ".part", F_OK) != 0)
  }

  @Test func leavesTheOldFileWhereItCannotWrite() {
    let error = WeightFileError.unwritable(file: "/nowhere/a.safetensors", code: ENOENT)
    #expect(throws: error) { try SafetensorsWriter([:]).write(to: "/nowhere/a.safetensors") }
  }

  @Test(arguments: [
    "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,5]}}",
    "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,4]}}",
    "{\"a\":{\"dtype\":\"F8_E4M3\",\"shape\":[4],\"data_offsets\":[0,4]}}",
    "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}",
    "{\"a\":{\"dtype\":\"F32\",\"shape\":[4611686018427387904,4],\"data_offsets\":[0,4]}}",
    "{\"a\":{\"dtype\":\"F32\",\"shape\":[99999999999999999999],\"data_offsets\":[0,4]}}",
    "{\"a\":{\"dtype\":\"F32\",\"shape\":[-1],\"data_offsets\":[0,4]}}",
    "{\"a\":{\"shape\":[1],\"data_offsets\":[0,4]}}",
    "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},"
      + "\"a\":{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[4,4]}}",
    "{\"\\ud800\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}", "{", "{}",
    "{\"a\":{\"a\":{\"a\":{\"a\":{}}}}}",
  ])
  func refusesAHeaderThatDoesNotHold(_ header: String) {
    let length = withUnsafeBytes(of: UInt64(header.utf8.count).littleEndian) { Array($0) }
    #expect(throws: WeightFileError.self) {
      try WeightFile(bytes: length + header.utf8 + [0, 0, 0, 0], name: "net.safetensors")
    }
  }

  @Test func refusesEveryTruncation() {
    let bytes = SavedFiles.safetensors
    for count in 0..<bytes.count {
      #expect(throws: WeightFileError.self, "\(count) bytes") {
        try WeightFile(bytes: Array(bytes[..<count]), name: "net.safetensors")
      }
    }
  }
}
