import Faces
import Gallery
import Terminal
import Verification

/// Everything the screen shows, as one value: `update` changes it, `view` draws it.
struct LaboratoryModel: Sendable {
  /// The screens, in the order of their tabs.
  enum Screen: String, CaseIterable, Sendable {
    case gallery = "Gallery"
    case verify = "Verify"
    case matrix = "Matrix"
    case curves = "Curves"
    case identify = "Identify"
    case clusters = "Clusters"
    case train = "Train"

    /// The key that shows it.
    var key: String {
      switch self {
      case .gallery: "1"
      case .verify: "2"
      case .matrix: "3"
      case .curves: "4"
      case .identify: "5"
      case .clusters: "6"
      case .train: "7"
      }
    }
  }

  var columns: Int
  var rows: Int
  var display = Display()
  var screen = Screen.gallery
  var overlay: Overlay?

  /// The network that embeds, by its manifest.
  var embedder: Model
  var threshold: Threshold
  var collection = Collection()
  /// Whether the gallery has been read at all.
  var hasCollection = false
  /// When the collection was last read, on the clock of `now`.
  var collectionTime = 0.0
  /// Distances over the gallery's own pairs; `nil` until they have been computed.
  var statistics: Statistics?
  /// Whether faces came or went since the pairs were last compared.
  var areStatisticsStale = true
  var crops = CropStore()

  var gallery = GalleryScreen()
  var verify = VerifyScreen()
  var matrix = MatrixScreen()
  var curves = CurvesScreen()
  var identify = IdentifyScreen()
  var clusters = ClustersScreen()
  var train = TrainScreen()
  var models = ModelsScreen()

  /// The folder that the file browser opens.
  var browserFolder: String

  var work: Work?
  /// Whether faces without an embedding were tried already.
  var triedMissing = false
  var notice: Notice?
  /// Whether it was asked to quit on a terminal without room for the question.
  var isQuitAsked = false
  /// Whether clicks and the wheel reach the program rather than the terminal.
  var isMouseOn = true
  /// Seconds on the clock of the last tick, for everything that moves or fades.
  var now = 0.0

  init(
    columns: Int, rows: Int, embedder: Model, threshold: Threshold, folder: String
  ) {
    self.columns = columns
    self.rows = rows
    self.embedder = embedder
    self.threshold = threshold
    browserFolder = folder
  }

  /// Where keys are looked up at the moment.
  var context: Context {
    switch overlay {
    case .help, .report: .page
    case .palette: .palette
    case .prompt: .prompt
    case .browser: .browser
    case .naming: .naming
    case .confirmation: .confirmation
    case .photos: .photos
    case .errors: .errors
    case .models: .models
    case .layers: .layers
    case nil: screenContext
    }
  }

  private var screenContext: Context {
    switch screen {
    case .gallery: .gallery
    case .verify: .verify
    case .matrix: .matrix
    case .curves: .curves
    case .identify: .identify
    case .clusters: clusters.showsSpace ? .space : .clusters
    case .train: .train
    }
  }

  /// The smallest terminal on which the screen is complete.
  static let minimumColumns = 80
  static let minimumRows = 24

  var isTooSmall: Bool { columns < Self.minimumColumns || rows < Self.minimumRows }
}

/// What stands in front of the screen and takes the keys.
enum Overlay: Sendable {
  case help(HelpPage)
  case palette(CommandPalette)
  case prompt(Prompt)
  case browser(Browser)
  case naming(Naming)
  case confirmation(Confirmation)
  case photos(PhotoViewer)
  case report(EnrollReportPage)
  case errors(ErrorList)
  case models(ModelList)
  case layers(LayerPage)
}
