import Terminal

/// Where the parts of the matrix screen stand.
struct MatrixLayout {
  let map: Region
  let pair: Region

  init(body: Region) {
    let width = min(max(28, body.columns / 4), 44)
    (map, pair) = body.splitColumns(body.columns - width)
  }

  /// The region of the map without its frame.
  var inside: Region { Panel.inside(map) }
}

extension LaboratoryModel {
  var matrixLayout: MatrixLayout { MatrixLayout(body: frame.body) }
}
