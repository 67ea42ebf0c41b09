import Terminal

extension LaboratoryModel {
  /// Why nothing can be enrolled at the moment.
  static let busy = "Something else is going on; Esc stops it"

  /// Whether nothing is going on; says so where something is.
  mutating func mayBeginWork() -> Bool {
    if work != nil { notice = Notice(Self.busy, kind: .failure) }
    return work == nil
  }

  /// Begins to look at what lies at a path.
  mutating func scan(_ path: String, name: String? = nil) -> [Effect] {
    work = Work(
      title: "Looking at \(PathName.last(path))", started: now, now: now, changesGallery: false)
    return [.scan(path: path, name: name)]
  }

  /// The path was looked at; whether that is still wanted.
  mutating func endScan() -> Bool {
    let isWanted = work?.isCancelling != true
    work = nil
    if !isWanted { notice = Notice("Stopped; nothing was enrolled", kind: .information) }
    return isWanted
  }

  /// The folder was looked through: enrolling begins.
  mutating func begin(_ plan: EnrollmentPlan) -> [Effect] {
    notice = nil
    work = Work(
      title: "Enrolling \(plan.title.shownAsName)", total: plan.items.count, started: now, now: now)
    return [.enroll(plan)]
  }

  /// How often the people on the screen are brought up to date while photos are enrolled.
  private static let refreshSeconds = 1.0

  mutating func show(_ progress: EnrollmentProgress) -> [Effect] {
    work?.done = progress.done
    work?.total = progress.total
    work?.detail = PathName.last(progress.photo)
    guard now - collectionTime > Self.refreshSeconds else { return [] }
    collectionTime = now
    return [.loadCollection]
  }

  mutating func showEmbedding(done: Int, total: Int) {
    work?.done = done
    work?.total = total
  }

  /// A folder of one person's photos: asks who it is.
  mutating func askName(ofPersonIn folder: String) -> [Effect] {
    ask(.enrollName(path: folder, suggestion: PathName.last(folder)))
  }

  /// The path can't be enrolled: it stands in the prompt again, with the reason.
  mutating func refuseToEnroll(_ path: String, because problem: String) {
    guard overlay == nil else { return fail(problem) }
    var prompt = Prompt.enrollPath(text: path)
    prompt.problem = problem
    overlay = .prompt(prompt)
  }

  /// Enrolling ended: says in a line what came of it, and shows what was passed over.
  mutating func finish(_ report: EnrollmentReport) -> [Effect] {
    let title = work?.title ?? "Enrolling"
    work = nil
    if !report.skipped.isEmpty, overlay == nil {
      overlay = .report(EnrollReportPage(title: title, report: report))
      notice = nil
    } else {
      notice = report.notice
    }
    return [.loadCollection]
  }
}

extension EnrollmentReport {
  /// The outcome in a line.
  var notice: Notice {
    let faces = enrolled.counted("face")
    let people = people.count.counted("person", "people")
    if let failure {
      return Notice("Kept \(faces), then: \(failure)", kind: .failure)
    }
    let skips = skipped.isEmpty ? "" : "; \(skipped.count.counted("photo")) skipped"
    let verb = wasCancelled ? "Stopped: kept" : "Enrolled"
    return Notice(
      "\(verb) \(faces) of \(people)\(skips)", kind: enrolled > 0 ? .success : .failure)
  }
}
