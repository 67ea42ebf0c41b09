import Faces
import FoundationEssentials
import Gallery
import Glibc
import Terminal
import Verification

/// What the laboratory is opened with.
public struct LaboratoryConfiguration: Sendable {
  public var galleryPath: String
  public var model: Model
  public var models: ModelFolder
  /// What finds the faces of new photos.
  public var detector: DetectorName
  public var metric: Metric
  /// Overrides the threshold that the gallery keeps.
  public var threshold: Double?
  /// How many photos are looked at side by side, and the processors that a training takes.
  public var threads: Int
  public var colors: ColorMode
  public var home: String

  public init(
    galleryPath: String, model: Model, models: ModelFolder, detector: DetectorName, metric: Metric,
    threshold: Double?, threads: Int, colors: ColorMode, home: String
  ) {
    self.galleryPath = galleryPath
    self.model = model
    self.models = models
    self.detector = detector
    self.metric = metric
    self.threshold = threshold
    self.threads = threads
    self.colors = colors
    self.home = home
  }
}

/// The screens over one gallery and one model, on one terminal.
public final class Laboratory {
  private let runner: EffectRunner
  private let mailbox: Mailbox<Message>
  private let started = ContinuousClock.now
  private let theme: Theme
  private let pictures: PictureCache
  private let screen: CursesScreen
  private var model: LaboratoryModel

  /// Opens the gallery, then takes the terminal.
  ///
  /// - Throws: `GalleryError` or `ScreenError`; the terminal is as it was.
  public init(_ configuration: LaboratoryConfiguration) throws {
    let record = ModelRecord(configuration.model)
    let gallery = try Gallery(path: configuration.galleryPath)
    let stored = try gallery.threshold(model: record.fingerprint, metric: configuration.metric)
    mailbox = try Mailbox()
    runner = EffectRunner(
      team: EngineTeam(configuration), archive: Archive(gallery, model: record) { Date() },
      mailbox: mailbox, home: configuration.home, threads: max(1, configuration.threads))
    screen = try CursesScreen(colors: configuration.colors)
    theme = Theme(screen.colors)
    pictures = PictureCache(
      colors: screen.colors, repertoire: screen.repertoire, newInAFrame: 1)
    model = LaboratoryModel(
      columns: screen.columns, rows: screen.rows, embedder: configuration.model,
      threshold: Threshold(configuration, stored: stored),
      folder: FileManager.default.currentDirectoryPath)
    model.display = Display(colors: screen.colors, repertoire: screen.repertoire)
  }

  /// Runs until the user quits or a signal asks to end, gives the terminal back, and returns why.
  public func run() -> Ending {
    perform([.loadCollection])
    let ending = EventLoop().run(
      screen: screen, mailbox: mailbox,
      deadline: { [self] in
        pictures.isBehind ? .now : model.isMoving ? .now + Self.motion : nil
      }, handle: handle
    ) { [self] columns, rows in
      (model.columns, model.rows) = (columns, rows)
      pictures.beginFrame()
      return model.view(theme: theme, pictures: pictures)
    }
    screen.leave()
    runner.finish()
    return ending
  }

  /// The time between frames of what moves.
  private static let motion = Duration.milliseconds(50)

  private func handle(_ input: EventLoop.Input<Message>) -> EventLoop.Reply {
    let now = started.duration(to: .now) / .seconds(1)
    var effects = model.update(.tick(now))
    switch input {
    case .event(let event): effects += model.update(.event(event))
    case .message(let message): effects += model.update(message)
    case .deadline: break
    }
    return perform(effects)
  }

  /// Begins effects; those of the screen are done here.
  @discardableResult
  private func perform(_ effects: [Effect]) -> EventLoop.Reply {
    var reply = EventLoop.Reply.redraw
    for effect in effects {
      switch effect {
      case .quit: reply = .quit
      case .redraw: screen.invalidate()
      case .setMouse(let isOn): screen.setMouse(isOn)
      case .suspend: raise(SIGTSTP)
      default: runner.begin(effect)
      }
    }
    return reply
  }
}

extension EngineTeam {
  /// As many engines as photos are to be looked at side by side.
  fileprivate init(_ configuration: LaboratoryConfiguration) {
    let setup = EngineSetup(
      model: configuration.model, folder: configuration.models,
      options: PipelineOptions(detector: configuration.detector))
    self.init((0..<max(1, configuration.threads)).map { Engine(setup, name: "engine \($0)") })
  }
}

extension Threshold {
  /// From the command line, else from the gallery, else the model's own.
  fileprivate init(_ configuration: LaboratoryConfiguration, stored: StoredThreshold?) {
    self.init(of: configuration.model, metric: configuration.metric)
    if let stored { take(stored) }
    if let given = configuration.threshold { set(given, origin: .commandLine) }
  }
}
