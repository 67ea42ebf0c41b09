import Faces
import Gallery
import Laboratory
import Terminal

/// Opens the screens; returns when the user quits.
func openLaboratory(_ options: Options) throws(ProgramError) -> ExitStatus {
  let session = try Session(options.withChosenModel())
  let configuration = LaboratoryConfiguration(
    galleryPath: session.galleryPath, model: session.model, models: session.models,
    detector: options.detector, metric: session.metric, threshold: options.threshold,
    threads: session.threads, colors: options.color, home: Session.home)
  do {
    try Laboratory(configuration).run().dieOfSignal()
    return .done
  } catch let error as GalleryError {
    throw .gallery(error)
  } catch let error as ScreenError {
    throw .screen(error)
  } catch {
    throw .unexpected("\(error)")
  }
}

extension Options {
  /// With the model that this gallery was last seen by, unless one is asked for or its files left.
  func withChosenModel() throws(ProgramError) -> Options {
    guard model == nil else { return self }
    let session = try Session(self)
    guard let gallery = try? session.gallery(.read), let name = try? gallery.chosenModel(),
      let chosen = try? Model.named(name), session.models.holds(chosen)
    else { return self }
    var options = self
    options.model = name
    return options
  }
}
