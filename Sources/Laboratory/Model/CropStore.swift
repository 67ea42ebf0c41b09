import Faces
import Gallery

/// The pictures of faces that were loaded for the screen; the longest unused leave first.
struct CropStore: Sendable {
  private var crops: [FaceRecord.ID: FaceCrop] = [:]
  private var uses: [FaceRecord.ID: Int] = [:]
  private var clock = 0
  private(set) var pending: Set<FaceRecord.ID> = []

  /// How many pictures are kept.
  let capacity = 400

  subscript(face: FaceRecord.ID) -> FaceCrop? { crops[face] }

  /// Those of `faces` that are neither here nor asked for; they count as asked for from now on.
  mutating func request(_ faces: [FaceRecord.ID]) -> [FaceRecord.ID] {
    clock += 1
    for face in faces { uses[face] = clock }
    let wanted = faces.filter { crops[$0] == nil && !pending.contains($0) }
    pending.formUnion(wanted)
    return wanted
  }

  /// Lets what was asked for in vain be asked for again.
  mutating func forgetPending() { pending = [] }

  /// Takes in what was loaded.
  mutating func store(_ loaded: [FaceRecord.ID: FaceCrop]) {
    pending.subtract(loaded.keys)
    crops.merge(loaded) { _, new in new }
    guard crops.count > capacity else { return }
    let oldest = crops.keys.sorted { uses[$0, default: 0] < uses[$1, default: 0] }
    for face in oldest.prefix(crops.count - capacity) {
      crops[face] = nil
      uses[face] = nil
    }
  }
}
