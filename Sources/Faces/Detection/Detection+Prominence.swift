import Imaging

extension Detection {
  /// How likely this face is whom a photo is about: the box's area less twice the squared distance
  /// of its centre from the photo's (davidsandberg/facenet, `align_dataset_mtcnn`), in pixels.
  ///
  /// Bystanders cut off by the edge are often nearer and larger: on 60 of the 1,549 photos of
  /// LFW's development pairs another face than the subject's has the largest box.
  public func prominence(inWidth width: Int, height: Int) -> Double {
    let middle = Point(x: Double(width - 1) / 2, y: Double(height - 1) / 2)
    let distance = box.centre.distance(to: middle)
    return box.area - 2 * distance * distance
  }
}
