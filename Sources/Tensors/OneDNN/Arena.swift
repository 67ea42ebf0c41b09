import Glibc

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

  /// Large arenas ask for huge pages: they are filled for the first time, and then walked in every
  /// run, with far fewer page faults and translations.
  private static func allocate(_ size: Int) -> UnsafeMutableRawBufferPointer {
    guard size >= hugePage else {
      return .allocate(byteCount: max(size, 1), alignment: MemoryPlan.alignment)
    }
    let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: size, alignment: hugePage)
    // Only a hint: where it is refused, pages are small.
    _ = madvise(memory.baseAddress, size, MADV_HUGEPAGE)
    return memory
  }

  private static let hugePage = 2 << 20
}
