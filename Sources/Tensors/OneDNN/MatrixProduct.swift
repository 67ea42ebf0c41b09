import COneDNN

/// Products of matrices too many and too plain for a graph, as those of all pairs of embeddings.
public enum MatrixProduct {
  /// Keeps products that the calling thread asks for on that thread alone.
  public static func useOneThread() { Context.setThreads(1) }

  /// Writes a · bᵀ for row-major matrices.
  ///
  /// - Parameters:
  ///   - a: `rows` × `depth`.
  ///   - b: `columns` × `depth`.
  ///   - c: receives `rows` lines of `columns` numbers, their starts `stride` apart.
  /// - Throws: `TensorError.backend` when the library refuses.
  public static func transposed(
    rows: Int, columns: Int, depth: Int, _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>,
    into c: UnsafeMutablePointer<Float>, stride: Int
  ) throws(TensorError) {
    try check(
      onednn_product_transposed(
        Int64(rows), Int64(columns), Int64(depth), a, b, c, Int64(stride)),
      "matrix product")
  }
}
