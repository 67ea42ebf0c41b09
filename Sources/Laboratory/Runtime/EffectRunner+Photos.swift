import Faces
import Gallery
import Imaging
import Terminal

extension EffectRunner {
  /// Takes a face of a photo as a side of the comparison, the main one being 0.
  func examine(_ text: String, face: Int, _ side: VerifyScreen.Side) {
    let path = PathName.absolute(PathName.expanded(text, home: home))
    Task { [engine, mailbox] in
      do throws(FaceError) {
        mailbox.post(.subjectReady(try await engine.subject(path, face: face), side))
      } catch {
        mailbox.post(.failed(error.description))
      }
    }
  }

  /// Takes all faces of a photo as probes.
  func examineProbes(_ text: String) {
    let path = PathName.absolute(PathName.expanded(text, home: home))
    Task { [engine, mailbox] in
      do throws(FaceError) {
        mailbox.post(.probesReady(try await engine.subjects(path)))
      } catch {
        mailbox.post(.failed(error.description))
      }
    }
  }

  /// Loads both photos of a comparison.
  func load(_ pair: PhotoViewer.Pair) {
    let loader = PhotoLoader(engine: engine, archive: archive)
    Task.detached { [mailbox] in mailbox.post(await loader.load(pair)) }
  }
}

/// Finds the photos that faces came from.
private struct PhotoLoader: Sendable {
  let engine: Engine
  let archive: Archive

  func load(_ pair: PhotoViewer.Pair) async -> Message {
    do throws(GalleryError) {
      return .photosLoaded(
        pair, reference: try await photo(pair.reference), probe: try await photo(pair.probe))
    } catch {
      return .failed(error.description)
    }
  }

  /// The photo of a subject with its face marked; the kept picture where the photo is gone.
  private func photo(_ source: Subject.Source) async throws(GalleryError) -> PhotoPreview? {
    switch source {
    case .photo(let path, _):
      return await engine.preview(path)
    case .enrolled(let id):
      let face = try await archive.face(id)
      if let preview = await engine.photo(of: face) { return preview }
      return kept(face, try await archive.crops(of: [id])[id])
    }
  }

  /// What the gallery keeps of a face whose photo is gone.
  private func kept(_ face: FaceRecord, _ crop: FaceCrop?) -> PhotoPreview {
    PhotoPreview(
      path: face.photo.path, image: crop?.image, width: face.photo.width,
      height: face.photo.height, faces: crop.map { [$0.detection] } ?? [],
      remark: "the photo is gone from its place; this is what the gallery keeps of it")
  }
}

extension Engine {
  /// The pixels that a picture on the screen needs at most.
  private static let previewSide = 800

  /// A photo reduced for the screen, with all faces found in it; nothing when the task was cancelled
  /// before its turn came.
  func preview(_ path: String) -> PhotoPreview? {
    if Task.isCancelled { return nil }
    do throws(FaceError) {
      let photo = try examine(path)
      let picture = try Self.reduced(path)
      let scale = Double(picture.width) / Double(photo.record.width)
      return PhotoPreview(
        path: path, image: picture, width: photo.record.width, height: photo.record.height,
        faces: photo.faces.map { $0.detection.resampled(by: scale) }, remark: nil)
    } catch {
      return PhotoPreview(
        path: path, image: nil, width: 0, height: 0, faces: [], remark: error.description)
    }
  }

  /// The photo of an enrolled face with that face marked; `nil` when it can't be read any more.
  func photo(of face: FaceRecord) -> PhotoPreview? {
    guard let picture = try? Self.reduced(face.photo.path) else { return nil }
    let scale = Double(picture.width) / Double(face.photo.width)
    return PhotoPreview(
      path: face.photo.path, image: picture, width: face.photo.width, height: face.photo.height,
      faces: [face.detection.resampled(by: scale)], remark: nil)
  }

  /// A face of a photo, ready to be compared; the main one where there are fewer faces by now.
  func subject(_ path: String, face: Int) throws(FaceError) -> Subject {
    let photo = try examine(path)
    let number = photo.faces.indices.contains(face) ? face : 0
    return try subjects(of: photo, numbers: number..<min(number + 1, photo.faces.count))[0]
  }

  /// All faces of a photo, ready to be compared, the main one first.
  func subjects(_ path: String) throws(FaceError) -> [Subject] {
    let photo = try examine(path)
    return try subjects(of: photo, numbers: photo.faces.indices)
  }

  private func subjects(
    of photo: ExaminedPhoto, numbers: Range<Int>
  ) throws(FaceError) -> [Subject] {
    let path = photo.record.path
    if numbers.isEmpty { throw .noFace(path: path) }
    let faces = photo.faces[numbers]
    return zip(numbers, zip(faces, try embed(faces.map(\.crop)))).map { number, entry in
      Subject(
        source: .photo(path: path, face: number), name: PathName.last(path), person: nil,
        photoPath: path,
        photoSize: PixelSize(width: photo.record.width, height: photo.record.height),
        quality: entry.0.quality, model: setup.model.fingerprint, embedding: entry.1,
        crop: entry.0.crop,
        otherFaces: photo.faces.count - 1)
    }
  }

  private static func reduced(_ path: String) throws(FaceError) -> Image {
    do throws(ImageError) {
      let options = DecodingOptions(longestSideAtLeast: previewSide)
      return try Image.load(path: path, options: options).image
    } catch {
      throw .image(error)
    }
  }
}
