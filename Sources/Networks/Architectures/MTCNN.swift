/// The three networks of MTCNN (Zhang et al. 2016, "Joint Face Detection and Alignment Using
/// Multitask Cascaded Convolutional Networks", figure 2), with the names of facenet-pytorch's
/// state dicts.
///
/// Channel 1 of a face probability is "face". Boxes are offsets of the four edges in units of the
/// candidate's width and height.
public enum MTCNN {
  /// In the order in which a photo passes them.
  public static let networks = [PNet.network, RNet.network, ONet.network]

  /// Pixels enter all three as (p − 127.5) / 128.
  public static let normalisation = Normalisation(
    mean: [127.5, 127.5, 127.5], scale: 1 / 128)
}
