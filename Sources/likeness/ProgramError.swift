import Faces
import Gallery
import Glibc
import Imaging
import Laboratory
import Terminal
import Training
import Verification

/// Why a command could not do its work.
enum ProgramError: Error {
  case usage(UsageError)
  case gallery(GalleryError)
  case face(FaceError)
  case enrollment(EnrollmentError)
  case screen(ScreenError)
  case pairs(PairsFileError)
  case scores(ScoresFileError)
  /// A photo without a face, where one is needed.
  case noFace(photo: String)
  /// Neither a photo nor a person.
  case nothing(named: String, gallery: String)
  /// No face of the gallery is called so, or several are.
  case noSuchFace(String, gallery: String)
  case severalFaces(String, labels: [String])
  case clustering(ClusteringError)
  case identification(IdentificationError)
  case training(TrainingError)
  /// A folder to write into that holds something already.
  case occupied(path: String)
  case noThreshold(Metric, model: String)
  case noPhotos(path: String)
  case unwritable(path: String, errno: Int32)
  case unencodable(String)
  case unexpected(String)
}

extension ProgramError: CustomStringConvertible {
  /// One line that names the thing and the way out.
  var description: String {
    switch self {
    case .usage(let error): error.description
    case .face(let error): error.description
    case .enrollment(let error): error.description
    case .pairs(let error): error.description
    case .scores(let error): error.description
    case .screen(let error): error.description
    case .noSuchFace(let name, let gallery):
      "\(name): no face of \(gallery); `likeness cluster --json` prints how they are called"
    case .severalFaces(let name, let labels):
      "\(name): several faces are called so; write \(labels[0]) or \(labels[1])"
    case .gallery(.contradictoryMarks(let conflict)):
      "\(conflict) (`likeness mark unknown`, or --replace)"
    case .gallery(let error): error.description
    case .clustering(let error): error.description
    case .identification(let error): error.description
    case .training(let error): error.description
    case .occupied(let path):
      "\(path): is there already and not an empty folder; name a new one"
    case .noFace(let photo): "\(photo): no face found; give a photo with a larger, clearer face"
    case .nothing(let name, let gallery):
      "\(name): neither a photo nor a person of \(gallery); `likeness people` lists who is there"
    case .noThreshold(let metric, let model):
      "no threshold is known for \(metric.rawValue) distances of \(model); give one with --threshold"
    case .noPhotos(let path): "\(path): no photos there"
    case .unwritable(let path, let errno):
      "\(path): cannot be written: \(String(cString: strerror(errno)))"
    case .unencodable(let detail): "the result cannot be written as JSON: \(detail)"
    case .unexpected(let detail): detail
    }
  }
}

extension ProgramError {
  /// Runs work that fails with an error of another module.
  static func inGallery<Value>(
    _ body: () throws(GalleryError) -> Value
  ) throws(ProgramError) -> Value {
    do throws(GalleryError) { return try body() } catch { throw .gallery(error) }
  }

  static func inFaces<Value>(
    _ body: () throws(FaceError) -> Value
  ) throws(ProgramError) -> Value {
    do throws(FaceError) { return try body() } catch { throw .face(error) }
  }

  static func inTraining<Value>(
    _ body: () throws(TrainingError) -> Value
  ) throws(ProgramError) -> Value {
    do throws(TrainingError) { return try body() } catch { throw .training(error) }
  }
}
