/// A place in the plane that embeddings are shown in.
public typealias PlanePoint = SIMD2<Float>
