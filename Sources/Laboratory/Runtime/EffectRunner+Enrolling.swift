import Faces
import FoundationEssentials
import Gallery
import Terminal

extension EffectRunner {
  /// Finds out what a path holds: a photo is looked at, a folder becomes a plan.
  func scan(_ text: String, _ name: String?) {
    let path = PathName.absolute(PathName.expanded(text, home: home))
    beginWork { [engine, mailbox] in
      do {
        if try PhotoFolder.requireFolder(path) {
          mailbox.post(try Self.plan(folder: path, of: name))
        } else {
          mailbox.post(.facesToName(try await engine.examine(path)))
        }
      } catch {
        mailbox.post(.scanFailed(path: text, "\(error)"))
      }
    }
  }

  /// A folder of people, or of one person, whose name is asked for when it isn't given.
  private static func plan(
    folder: String, of name: String?
  ) throws(EnrollmentError) -> Message {
    let listing = try PhotoFolder.list(folder)
    if listing.folders.isEmpty, !listing.photos.isEmpty {
      guard let name else { return .nameNeeded(folder: folder) }
      return .enrollmentScanned(EnrollmentPlan(photos: listing.photos, of: name))
    }
    return .enrollmentScanned(try EnrollmentPlan(directory: folder))
  }

  func enroll(_ plan: EnrollmentPlan) {
    let enrollment = Enrollment(team: team, archive: archive)
    beginWork { [mailbox] in
      let report = await enrollment.run(plan) { progress in
        mailbox.post(.enrollmentProgress(progress)) { message in
          if case .enrollmentProgress = message { return true }
          return false
        }
      }
      mailbox.post(.enrollmentEnded(report))
    }
  }

  /// Enrolls the faces of one photo that got a name.
  func enroll(_ photo: ExaminedPhoto, _ names: [Int: String]) {
    beginWork { [engine, archive, mailbox] in
      do {
        mailbox.post(.photoEnrolled(try await Self.keep(photo, names, engine, archive)))
      } catch {
        mailbox.post(.workFailed("\(error)"))
      }
    }
  }

  private static func keep(
    _ photo: ExaminedPhoto, _ names: [Int: String], _ engine: Engine, _ archive: Archive
  ) async throws -> String {
    let chosen = names.sorted { $0.key < $1.key }.map {
      (face: photo.faces[$0.key], name: $0.value)
    }
    let embeddings = try await engine.embed(chosen.map(\.face.crop))
    let faces = zip(chosen, embeddings).map { $0.face.enrolled(as: $0.name, embedding: $1) }
    let source = PathName.last(photo.record.path)
    var batch = EnrollmentBatch(source: source, at: archive.clock())
    switch try await archive.enroll(photo.record, faces: faces, in: &batch) {
    case .enrolled: return "Enrolled \(chosen.map(\.name).joined(separator: ", ")) from \(source)"
    case .alreadyEnrolled(let people):
      return "\(source) is enrolled already, as \(people.joined(separator: ", "))"
    }
  }

  /// Embeds faces that the model has not seen yet, from the pictures that the gallery keeps.
  func embedMissing() {
    let embedding = GalleryEmbedding(team: team, archive: archive)
    beginWork { [mailbox] in
      let report = await embedding.run { done, total in
        mailbox.post(.embeddingProgress(done: done, total: total)) { message in
          if case .embeddingProgress = message { return true }
          return false
        }
      }
      mailbox.post(.embeddingEnded(report))
    }
  }
}
