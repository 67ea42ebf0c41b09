import Terminal

/// Where the parts of the verify screen stand.
struct VerifyLayout {
  let reference: Region
  let probe: Region
  let verdict: Region
  let distribution: Region

  init(body: Region) {
    let lower = min(max(7, body.rows / 4), 14)
    let (upper, distribution) = body.splitRows(body.rows - lower)
    self.distribution = distribution
    let verdictColumns = min(max(28, body.columns / 4), 44)
    let (pictures, verdict) = upper.splitColumns(upper.columns - verdictColumns)
    self.verdict = verdict
    (reference, probe) = pictures.splitColumns(pictures.columns / 2)
  }
}

extension LaboratoryModel {
  var verifyLayout: VerifyLayout { VerifyLayout(body: frame.body) }
}
