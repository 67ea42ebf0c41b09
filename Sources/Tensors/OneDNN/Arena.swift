/// Memory aligned for vector registers, of one owner.
final class Arena {
  private(set) var bytes: UnsafeMutableRawBufferPointer

  init(size: Int = 0) { bytes = Self.allocate(size) }

  deinit { bytes.deallocate() }

  /// Grows to at least this size; what was in it is gone when it moves.
  func reserve(_ size: Int) {
    guard size > bytes.count else { return }
    bytes.deallocate()
    bytes = Self.allocate(size)
  }

  /// - Precondition: never called with a size beyond the reserved one.
  var base: UnsafeMutableRawPointer {
    // A buffer of at least one byte always has an address.
    bytes.baseAddress.unsafelyUnwrapped
  }

  private static func allocate(_ size: Int) -> UnsafeMutableRawBufferPointer {
    .allocate(byteCount: max(size, 1), alignment: MemoryPlan.alignment)
  }
}
