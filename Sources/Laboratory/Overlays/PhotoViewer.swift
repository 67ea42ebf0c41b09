/// Both photos of a comparison, with boxes and landmarks drawn in.
struct PhotoViewer: Sendable {
  var reference: PhotoPreview?
  var probe: PhotoPreview?
}
