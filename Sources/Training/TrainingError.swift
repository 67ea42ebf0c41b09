import Networks
import Tensors

/// Why something cannot be trained.
public enum TrainingError: Error, Equatable, Sendable {
  /// All photos are of one person.
  case onePerson
  /// No person has two photos.
  case singlePhotos
  /// Fewer than two people would be left to train on.
  case holdout(Int, people: Int)
  case rate(Double)
  case margin(Double)
  case averaging(Double)
  /// A loss or gradient that is no number.
  case notFinite(step: Int)
  /// A checkpoint of another training: the file, and what of it differs.
  case otherCheckpoint(file: String, String)
  /// A checkpoint without an array that it takes to go on, or with one of another length.
  case incompleteCheckpoint(file: String, array: String)
  case tensors(TensorError)
  case file(WeightFileError)
}

extension TrainingError {
  /// Runs work of the engine.
  static func inTensors<Value>(
    _ body: () throws(TensorError) -> Value
  ) throws(TrainingError) -> Value {
    do throws(TensorError) { return try body() } catch { throw .tensors(error) }
  }

  /// Runs work on weight files.
  static func inFile<Value>(
    _ body: () throws(WeightFileError) -> Value
  ) throws(TrainingError) -> Value {
    do throws(WeightFileError) { return try body() } catch { throw .file(error) }
  }
}
