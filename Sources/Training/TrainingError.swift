import Imaging
import Networks
import Tensors

/// Why something cannot be trained.
public enum TrainingError: Error, Equatable, Sendable {
  /// All photos are of one person.
  case onePerson
  /// Fewer than two people have two photos.
  case singlePhotos
  /// Batches without pairs of one person, or without pairs of different people.
  case batch(people: Int, photos: Int)
  /// One person, who makes no pair of two, or so many that fewer than two are left to train on.
  case holdout(Int, people: Int)
  /// Too few people of a gallery to train on some and to measure others.
  case fewPeople(Int)
  /// The model whose embeddings a head would take has a head itself.
  case headOfHead(String, parent: String)
  case rate(Double)
  case margin(Double)
  case smoothing(Double)
  case averaging(Double)
  /// A loss or gradient that is no number.
  case notFinite(step: Int)
  /// Weights that are no numbers, which are not written.
  case notFiniteWeights
  /// A checkpoint of another training: the file, and what of it differs.
  case otherCheckpoint(file: String, String)
  /// A checkpoint without an array that it takes to go on, or with one of another length.
  case incompleteCheckpoint(file: String, array: String)
  /// Embeddings that fill fewer dimensions than asked for.
  case degenerate
  case image(ImageError)
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

extension Parameters {
  /// - Throws: `TrainingError.notFiniteWeights` where a value is no number.
  func checkFinite() throws(TrainingError) {
    guard values.allSatisfy({ $0.values.allSatisfy(\.isFinite) }) else { throw .notFiniteWeights }
  }
}
