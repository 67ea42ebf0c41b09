import Faces
import Laboratory
import Networks
import Terminal
import Verification

/// All that a command line can say besides the command and its arguments.
struct Options: Sendable, Equatable {
  // Of every command.
  var gallery: String?
  var model: String?
  var detector = DetectorName.standard
  var metric: Metric?
  var threshold: Double?
  var threads: Int?
  var precision = Precision.auto
  var color = ColorMode.auto
  var assets: String?
  var isJSON = false
  var wantsHelp = false
  var wantsVersion = false

  // Of some commands.
  var output: String?
  var name: String?
  var isForGood = false
  var isCSV = false
  var subtractsMean = false
  var isMirroring = false
  var folds: Int?
  var calibration: CalibrationMethod?
  var pairs: String?
  var images: String?
  var scores: String?
  var svg: String?
  var curve: CurveKind?
  var order: FaceOrder?
  var photos: String?
  var compare: Int?
  var batch: Int?
  var evaluates = false
  var strategy: StrategyName?
  var photosAtLeast: Int?
  var allowsRepeats = false
  var method: ClusteringMethod?
  var clusters: Int?
  var into: String?
  var copies = false
  var replaces = false
  var faces: Int?
  var search: SearchMethod?
  var input: ImageSize?
  var crop: ModelManifest.Crop?
  var normalisation: Normalisation?
  var training = TrainingOptions()
}

/// How people are ranked, as options name it.
enum StrategyName: String, Sendable, CaseIterable {
  case nearest, mean, knn, svm

  var strategy: IdentificationStrategy {
    switch self {
    case .nearest: .nearest
    case .mean: .mean
    case .knn: .kNearest(5)
    case .svm: .supportVectors
    }
  }
}

/// How the nearest faces of a gallery are found.
enum SearchMethod: String, Sendable, CaseIterable {
  case exact
  /// By an index beside the gallery, which pays where many searches share it.
  case index
}

/// The numbers that networks compute with.
enum Precision: String, Sendable, CaseIterable {
  case f32, bf16, int8, auto
}
