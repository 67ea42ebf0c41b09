import FoundationEssentials
import Gallery
import Laboratory

extension Command {
  static let enroll = Command(
    name: "enroll",
    usages: ["enroll DIR", "enroll --name NAME PHOTO|DIR…"],
    summary: "take people's photos into the gallery",
    details: [
      "DIR holds a folder for each person, named as the person, with photos in it; with --name, photos",
      "of that one. Of several faces in a photo the main one is taken. Every photo is saved before the",
      "next is counted; Ctrl-C finishes the one at hand. A photo that is in the gallery already is",
      "passed over. The whole run is one step for `likeness undo`.",
    ],
    options: [.name],
    examples: [
      "likeness enroll ~/Photos/people", "likeness enroll --name 'Ann Veneman' ann1.jpg ann2.jpg",
    ],
    arguments: atLeastOne,
    run: { invocation throws(ProgramError) in
      let plan = try plan(invocation)
      let session = try Session(invocation.options)
      let interrupts = Interrupts()
      let report = try enroll(plan, session, interrupts)
      return try conclude(
        report, session, interrupts, isNamed: invocation.options.name != nil)
    })

  private static func plan(_ invocation: Invocation) throws(ProgramError) -> EnrollmentPlan {
    if let name = invocation.options.name {
      let photos = try photos(at: invocation.arguments)
      return EnrollmentPlan(photos: photos.map(PathName.absolute), of: name)
    }
    if invocation.arguments.count > 1 {
      throw .usage(.missingOption("--name NAME", command: "enroll"))
    }
    if PhotoFolder.isFolder(invocation[0]) == false {
      throw .usage(.missingOption("--name NAME", command: "enroll"))
    }
    do throws(EnrollmentError) {
      let plan = try EnrollmentPlan(directory: PathName.absolute(invocation[0]))
      if plan.items.isEmpty { throw .noPhotos(path: invocation[0]) }
      return plan
    } catch {
      throw .enrollment(error)
    }
  }

  /// The photos given, and those in the folders given.
  private static func photos(at paths: [String]) throws(ProgramError) -> [String] {
    do throws(EnrollmentError) {
      var photos: [String] = []
      for path in paths {
        guard let isFolder = PhotoFolder.isFolder(path) else { throw .notFound(path: path) }
        let found = isFolder ? try PhotoFolder.list(path).photos : [path]
        if found.isEmpty { throw .noPhotos(path: path) }
        photos += found
      }
      return photos
    } catch {
      throw .enrollment(error)
    }
  }

  private static func enroll(
    _ plan: EnrollmentPlan, _ session: Session, _ interrupts: Interrupts
  ) throws(ProgramError) -> EnrollmentReport {
    let team = try session.team(forPhotos: plan.items.count)
    let archive = Archive(try session.gallery(.create), model: session.record) { Date() }
    let enrollment = Enrollment(team: team, archive: archive)
    let progress = Progress(noun: "photo")
    let report = waitFor {
      let task = Task {
        await enrollment.run(plan) { progress.show($0.done, of: $0.total) }
      }
      interrupts.onSignal { task.cancel() }
      return await task.value
    }
    Progress.clear()
    return report
  }

  /// Names a few photos of several faces, and counts many.
  private static func noteSeveral(_ photos: [String]) {
    if photos.count > 5 {
      let first = photos[0].shown
      return StandardStreams.note(
        "\(photos.count) photos show several faces, as \(first); the main one was taken")
    }
    for photo in photos {
      StandardStreams.note("\(photo.shown): several faces, the main one was taken")
    }
  }

  private static func conclude(
    _ report: EnrollmentReport, _ session: Session, _ interrupts: Interrupts, isNamed: Bool
  ) throws(ProgramError) -> ExitStatus {
    noteSeveral(report.ofSeveral)
    if session.options.isJSON {
      try StandardStreams.json(EnrollmentLine(report))
    } else {
      try StandardStreams.result(EnrollmentLine(report).text)
      for skipped in report.skipped {
        StandardStreams.note("\(skipped.photo.shown): skipped, \(skipped.reason.shown)")
      }
    }
    if let failure = report.failure { throw .unexpected(failure) }
    if let status = interrupts.status {
      StandardStreams.note("stopped; \(report.enrolled.of("face")) kept in \(session.galleryPath)")
      return status
    }
    if isNamed, report.skipped.contains(where: { $0.kind == .unreadable }) { return .unusable }
    let isKnown = report.skipped.contains { $0.kind == .alreadyEnrolled }
    return report.enrolled > 0 || isKnown ? .done : .negative
  }
}

/// What came of enrolling, as JSON.
struct EnrollmentLine: Encodable {
  let enrolled: Int
  let people: Int
  let skipped: [SkippedPhoto]

  init(_ report: EnrollmentReport) {
    enrolled = report.enrolled
    people = report.people.count
    skipped = report.skipped
  }

  var text: String {
    let skips = skipped.isEmpty ? "" : ", \(skipped.count.of("photo")) skipped"
    return "enrolled \(enrolled.of("face")) of \(people.of("person", "people"))\(skips)"
  }
}
