import Faces
import FoundationEssentials
import Gallery

/// Keeps what the engines found, in the order of the plan.
struct EnrollmentKeeper {
  let plan: EnrollmentPlan
  let archive: Archive
  var report: EnrollmentReport
  private var batch: EnrollmentBatch

  init(plan: EnrollmentPlan, archive: Archive) {
    self.plan = plan
    self.archive = archive
    report = EnrollmentReport(skipped: plan.skipped)
    batch = EnrollmentBatch(source: plan.title, at: archive.clock())
  }

  /// Takes in what was found in the plan's next photo.
  mutating func keep(_ examination: Examination, _ item: EnrollmentPlan.Item) async {
    switch examination {
    case .unusable(let reason, let kind):
      report.skipped.append(SkippedPhoto(photo: item.photo, reason: reason, kind: kind))
    case .found(let photo, let embedding):
      await keep(photo, embedding, item)
    }
  }

  private mutating func keep(
    _ photo: ExaminedPhoto, _ embedding: [Float], _ item: EnrollmentPlan.Item
  ) async {
    let face = photo.faces[0].enrolled(as: item.person, embedding: embedding)
    do throws(GalleryError) {
      switch try await archive.enroll(photo.record, faces: [face], in: &batch) {
      case .enrolled(let faces):
        report.count(faces.count, of: item, facesInPhoto: photo.faces.count)
      case .alreadyEnrolled(let people):
        report.skipped.append(
          SkippedPhoto(
            photo: item.photo, reason: SkippedPhoto.reason(enrolledAs: people),
            kind: .alreadyEnrolled))
      }
    } catch .invalidName(let name, let flaw) {
      let reason = GalleryError.invalidName(name, flaw).description
      report.skipped.append(SkippedPhoto(photo: item.photo, reason: reason, kind: .nameless))
    } catch {
      report.failure = error.description
    }
  }
}

extension Face {
  /// The face as the gallery takes it.
  func enrolled(as person: String, embedding: [Float]) -> NewFace {
    NewFace(
      person: person, detection: detection, quality: quality, crop: crop, embedding: embedding)
  }
}
