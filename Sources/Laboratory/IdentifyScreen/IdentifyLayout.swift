import Terminal

/// Where the parts of the identify screen stand.
struct IdentifyLayout {
  let probe: Region
  let candidate: Region
  let verdict: Region
  let candidates: Region
  let comparison: Region

  init(body: Region) {
    let (upper, lower) = body.splitRows(body.rows - min(max(9, body.rows / 3), 18))
    let verdictColumns = min(max(30, body.columns / 4), 44)
    let (pictures, verdict) = upper.splitColumns(upper.columns - verdictColumns)
    self.verdict = verdict
    (probe, candidate) = pictures.splitColumns(pictures.columns / 2)
    (candidates, comparison) = lower.splitColumns(max(lower.columns - 76, lower.columns / 2))
  }
}

extension LaboratoryModel {
  var identifyLayout: IdentifyLayout { IdentifyLayout(body: frame.body) }
}
