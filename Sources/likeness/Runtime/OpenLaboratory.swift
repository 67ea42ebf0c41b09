import Faces
import Gallery
import Laboratory
import Terminal

/// Opens the screens; returns when the user quits.
func openLaboratory(_ options: Options) throws(ProgramError) -> ExitStatus {
  let session = try Session(options)
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
