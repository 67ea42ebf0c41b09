import Faces
import FoundationEssentials
import Gallery
import Terminal
import Verification

/// Carries out the effects that need the disk or the engine: each ends as messages in the mailbox.
final class EffectRunner {
  let team: EngineTeam
  let archive: Archive
  let mailbox: Mailbox<Message>
  /// The home folder, for paths that begin with "~".
  let home: String

  /// The engine that looks at single photos.
  var engine: Engine { team.engines[0] }

  /// The work that Esc cancels.
  private var work: Task<Void, Never>?
  private var statistics: Task<Void, Never>?
  private var preview: Task<Void, Never>?

  init(team: EngineTeam, archive: Archive, mailbox: Mailbox<Message>, home: String) {
    self.team = team
    self.archive = archive
    self.mailbox = mailbox
    self.home = home
  }

  /// Begins an effect; those of the screen itself are not its business and are passed over.
  func begin(_ effect: Effect) {
    switch effect {
    case .loadCollection: loadCollection()
    case .computeStatistics(let collection, let metric): compute(collection, metric)
    case .loadCrops(let faces): load(crops: faces)
    case .embedMissing: embedMissing()
    case .complete(let text): complete(text)
    case .listDirectory(let path): list(path)
    case .preview(let path): show(path)
    case .scan(let path, let name): scan(path, name)
    case .enroll(let plan): enroll(plan)
    case .enrollNamed(let photo, let names): enroll(photo, names)
    case .cancelWork: work?.cancel()
    case .rename, .merge, .splitOff, .forgetPerson, .forgetFaces, .undo: edit(effect)
    case .keepThreshold(let threshold, let data): keep(threshold, data)
    case .examineSubject(let path, let side): examine(path, side)
    case .loadPhotos(let reference, let probe): load(reference, probe)
    case .setMouse, .redraw, .suspend, .quit: break
    }
  }

  /// Waits until the work that was begun has kept what it must keep.
  func finish() async {
    work?.cancel()
    statistics?.cancel()
    await work?.value
  }

  /// Runs work that one at a time can be cancelled.
  func beginWork(_ body: @escaping @Sendable () async -> Void) {
    work = Task(operation: body)
  }

  // MARK: - The gallery's contents

  private func loadCollection() {
    Task { [archive, mailbox] in
      do throws(GalleryError) {
        mailbox.post(.collectionLoaded(try await archive.collection()))
      } catch {
        mailbox.post(.failed(error.description))
      }
    }
  }

  /// Compares all pairs, on a thread that a newer gallery takes over.
  private func compute(_ collection: Collection, _ metric: Metric) {
    statistics?.cancel()
    statistics = Task.detached { [mailbox] in
      let analysis = PairAnalysis(
        of: collection.embeddings.set, metric: metric, isCancelled: { Task.isCancelled })
      guard let analysis else { return }
      mailbox.post(.statisticsComputed(Statistics(analysis, of: collection.embeddings)))
    }
  }

  private func load(crops faces: [FaceRecord.ID]) {
    Task { [archive, mailbox] in
      do throws(GalleryError) {
        mailbox.post(.cropsLoaded(try await archive.crops(of: faces)))
      } catch {
        mailbox.post(.failed(error.description))
      }
    }
  }

  private func keep(_ threshold: Threshold, _ data: String) {
    Task { [archive, mailbox] in
      do throws(GalleryError) {
        try await archive.keep(threshold, on: data)
      } catch {
        mailbox.post(.failed(error.description))
      }
    }
  }

  // MARK: - Edits

  private func edit(_ effect: Effect) {
    Task { [archive, mailbox] in
      do throws(GalleryError) {
        mailbox.post(.edited(try await archive.edit(effect)))
      } catch {
        mailbox.post(.failed(error.description))
      }
    }
  }

  // MARK: - Folders

  private func complete(_ text: String) {
    Task.detached { [mailbox, home] in
      mailbox.post(.completions(for: text, PathCompletion.candidates(for: text, home: home)))
    }
  }

  private func list(_ path: String) {
    Task.detached { [mailbox, home] in
      do throws(EnrollmentError) {
        mailbox.post(.directoryListed(try DirectoryListing(reading: path, home: home)))
      } catch {
        mailbox.post(.failed(error.description))
      }
    }
  }

  private func show(_ path: String) {
    preview?.cancel()
    preview = Task { [engine, mailbox] in
      guard !Task.isCancelled else { return }
      let preview = await engine.preview(path)
      mailbox.post(.previewLoaded(path: path, preview))
    }
  }
}
