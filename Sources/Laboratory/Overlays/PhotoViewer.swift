/// Both photos of a comparison, with boxes and landmarks drawn in.
struct PhotoViewer: Sendable {
  /// The faces whose photos are shown.
  struct Pair: Sendable, Equatable {
    let reference: Subject.Source
    let probe: Subject.Source
  }

  let pair: Pair
  var reference: PhotoPreview?
  var probe: PhotoPreview?
}
