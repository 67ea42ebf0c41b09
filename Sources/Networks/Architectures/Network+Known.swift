extension Network {
  /// Every architecture that is described here, by its name.
  public static let known = embedding + MTCNN.networks

  /// Those that turn a face into numbers to be compared.
  public static let embedding: [Network] = [
    NN1.network, NN2.network, NN3.network, NN4.network, NNS1.network, NNS2.network,
    InceptionResNetV1.network, OpenFaceSmall2.network, DlibResNet.network, DeepFace.network,
    DeepID2.network, VGGFace.network, VGGFace.embedding, CenterLossNet.network,
    SphereFace20.network, SmallFaceNet.network,
  ]
}
