/// What came of enrolling, with the photos that were passed over.
struct EnrollReportPage: Sendable {
  let title: String
  let report: EnrollmentReport
  /// The first line shown.
  var scroll = 0
}
