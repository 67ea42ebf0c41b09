extension Network {
  /// Every architecture that is described here, by its name.
  public static let known = embedding + MTCNN.networks

  /// One that embeds, by its name and the number of values of its embedding; `nil` where there is
  /// none such.
  public static func embedding(named name: String, dimension: Int) -> Network? {
    if name == SmallFaceNet.network.name {
      return dimension > 0 ? SmallFaceNet.network(components: dimension) : nil
    }
    return embedding.first { $0.name == name && $0.dimension == dimension }
  }

  /// The number of values of the first output; `nil` where the network is impossible.
  public var dimension: Int? {
    guard let output = graph.outputs.first else { return nil }
    return (try? graph.shapes())?[output.index].count
  }

  /// Those that turn a face into numbers to be compared.
  public static let embedding: [Network] = [
    NN1.network, NN2.network, NN3.network, NN4.network, NNS1.network, NNS2.network,
    InceptionResNetV1.network, OpenFaceSmall2.network, DlibResNet.network, DeepFace.network,
    DeepID2.network, VGGFace.network, VGGFace.embedding, CenterLossNet.network,
    SphereFace20.network, SmallFaceNet.network, SmallFaceNet.columns,
  ]
}
