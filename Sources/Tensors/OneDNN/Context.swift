import COneDNN

/// oneDNN's engine and stream, of one owner.
final class Context {
  let handle: OpaquePointer

  init() throws(TensorError) {
    handle = try make("engine") { onednn_context_create(&$0) }
  }

  deinit { onednn_context_destroy(handle) }

  /// Sets the threads of kernels that this thread creates and runs from now on.
  static func setThreads(_ count: Int) { onednn_set_threads(Int32(clamping: count)) }
}

/// The handle that a call makes when its status says success.
func make(
  _ primitive: String, _ call: (inout OpaquePointer?) -> Int32
) throws(TensorError) -> OpaquePointer {
  var made: OpaquePointer?
  let status = call(&made)
  guard status == 0, let made else { throw .backend(primitive: primitive, status: status) }
  return made
}

func check(_ status: Int32, _ primitive: String) throws(TensorError) {
  guard status == 0 else { throw .backend(primitive: primitive, status: status) }
}
