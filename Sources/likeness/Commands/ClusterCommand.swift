import Laboratory
import Tensors
import Verification

extension Command {
  static let cluster = Command(
    name: "cluster",
    usages: ["cluster", "cluster --evaluate", "cluster DIR [--into NEW-DIR [--copy]]"],
    summary: "sort faces into people",
    details: [
      "The faces of the gallery, or all faces in the photos below DIR. Methods: average and complete",
      "linkage, dbscan and whispers are cut at the threshold; k-means makes --clusters K. For the",
      "gallery, how far clusters and names agree. --evaluate chooses each method's threshold on half",
      "of the people and says how well it does on the other half. --into makes a folder of links to",
      "the photos for each cluster, or of copies with --copy; nothing is moved or written over. Faces of",
      "the gallery that are marked (`likeness mark`) are kept together or apart.",
    ],
    options: [.method, .clusters, .evaluate, .into, .copy],
    examples: [
      "likeness cluster --method whispers --json", "likeness cluster ~/Photos --into ~/Sorted",
    ],
    arguments: 0...1,
    run: { invocation throws(ProgramError) in
      let options = invocation.options
      let folder = invocation.arguments.first
      if folder == nil, options.into != nil || options.copies {
        throw .usage(.missingArguments(command: "cluster", usage: "cluster DIR --into NEW-DIR"))
      }
      if options.copies, options.into == nil {
        throw .usage(.missingOption("--into NEW-DIR", command: "cluster"))
      }
      if options.method == .kMeans, options.clusters == nil, !options.evaluates {
        throw .usage(.missingOption("--clusters K", command: "cluster"))
      }
      if folder != nil, options.evaluates {
        throw .usage(.tooManyArguments(command: "cluster", usage: "cluster --evaluate"))
      }
      let report = ClusterReport(session: try Session(options))
      if let folder { return try report.sort(folder) }
      return options.evaluates ? try report.evaluate() : try report.gallery()
    })
}

/// Clustering, and what it gives.
private struct ClusterReport {
  let session: Session

  private func plan(
    _ method: ClusteringMethod, _ constraints: ClusterConstraints = ClusterConstraints()
  ) throws(ProgramError) -> ClusteringPlan {
    ClusteringPlan(
      method: method, metric: session.metric, threshold: try session.threshold().value,
      clusters: session.options.clusters ?? 1, constraints: constraints,
      threads: session.options.threads)
  }

  private func clusters(
    of set: EmbeddingSet, _ plan: ClusteringPlan
  ) throws(ProgramError) -> Clustering {
    var generator = SeededGenerator(seed: 1)
    do throws(ClusteringError) {
      return try plan.clusters(of: set, using: &generator)
    } catch {
      throw .clustering(error)
    }
  }

  func gallery() throws(ProgramError) -> ExitStatus {
    let faces = try GalleryFaces(session)
    if faces.set.count == 0 { return Self.nothing("\(session.galleryPath): no faces there") }
    let plan = try plan(session.options.method ?? .average, faces.constraints)
    let found = try clusters(of: faces.set, plan)
    let agreement = ClusterAgreement(found.labels, people: faces.set.people)
    let line = ClusterLine(plan.method, found, labels: faces.labels, agreement)
    if session.options.isJSON {
      try StandardStreams.json(line)
      return .done
    }
    try StandardStreams.result(
      "\(faces.set.count.of("face")) in \(found.count.of("cluster")), of "
        + faces.people.of("person", "people"))
    for text in agreement.text { try StandardStreams.result(text) }
    try showFaults(ClusterFaults(found, people: faces.set.people), faces)
    return .done
  }

  private func showFaults(
    _ faults: ClusterFaults, _ faces: GalleryFaces
  ) throws(ProgramError) {
    try StandardStreams.result(
      "\(faults.split.count.of("person", "people")) split, "
        + "\(faults.mixed.count.of("cluster")) mixed")
    for fault in faults.split.prefix(5) {
      let sizes = fault.parts.map { "\($0.count)" }.joined(separator: " + ")
      try StandardStreams.result("  split  \(faces.name(fault.subject).shown): \(sizes)")
    }
    for fault in faults.mixed.prefix(5) {
      let names = fault.parts.map { part in
        "\(faces.name(faces.set.people[part[0]]).shown) (\(part.count))"
      }
      try StandardStreams.result("  mixed  \(names.joined(separator: ", "))")
    }
  }

  func evaluate() throws(ProgramError) -> ExitStatus {
    let faces = try GalleryFaces(session)
    if faces.people < 2 { return Self.nothing("to measure, it takes two people") }
    let methods = session.options.method.map { [$0] } ?? ClusteringMethod.allCases
    var table = TextTable(.left, .right, .right, .right, .right, .right)
    table.rows = [["method", "threshold", "pairwise F1", "BCubed F1", "NMI", "ARI"]]
    for method in methods where method.usesThreshold {
      guard let found = try evaluation(try plan(method, faces.constraints), faces.set) else {
        continue
      }
      if session.options.isJSON {
        try StandardStreams.json(ClusterEvaluationLine(found))
      } else {
        table.rows.append(found.row)
      }
    }
    if !session.options.isJSON { for text in table.lines { try StandardStreams.result(text) } }
    return .done
  }

  private func evaluation(
    _ plan: ClusteringPlan, _ set: EmbeddingSet
  ) throws(ProgramError) -> ClusterEvaluation? {
    do throws(ClusteringError) {
      return try ClusterEvaluation(plan, of: set, using: SeededGenerator(seed: 1))
    } catch {
      throw .clustering(error)
    }
  }

  func sort(_ folder: String) throws(ProgramError) -> ExitStatus {
    if let target = session.options.into { try SortedFolder.requireFree(target) }
    let photos: [String]
    do throws(EnrollmentError) {
      photos = try PhotoFolder.photos(below: PathName.absolute(folder))
    } catch {
      throw .enrollment(error)
    }
    if photos.isEmpty { throw .noPhotos(path: folder) }
    let faces = try AllFaces(photos, session)
    if faces.set.count == 0 { return Self.nothing("\(folder.shown): no face found") }
    let plan = try plan(session.options.method ?? .average)
    let found = try clusters(of: faces.set, plan)
    if let target = session.options.into {
      let sorted = SortedFolder(path: target, copies: session.options.copies)
      try sorted.fill(found.largestFirst.map { $0.map { faces.photos[$0] } })
    }
    if session.options.isJSON {
      try StandardStreams.json(ClusterLine(plan.method, found, labels: faces.labels, nil))
    } else {
      try show(found, faces)
    }
    return .done
  }

  private func show(_ found: Clustering, _ faces: AllFaces) throws(ProgramError) {
    try StandardStreams.result(
      "\(faces.set.count.of("face")) in \(found.count.of("cluster"))")
    for (number, items) in found.largestFirst.enumerated() {
      try StandardStreams.result("\(SortedFolder.name(number))  \(items.count.of("face"))")
      for item in items { try StandardStreams.result("  \(faces.labels[item].shown)") }
    }
  }

  private static func nothing(_ reason: String) -> ExitStatus {
    StandardStreams.note("\(reason); enroll or add photos first")
    return .negative
  }
}
