import Faces
import Foundation
import Gallery
import Imaging
import Networks
import Terminal
import Verification

@testable import Laboratory

/// A laboratory over people who don't exist, without disk, engine or clock.
enum Fixtures {
  static let names = ["Ann_Veneman", "Bob", "Chen Shui-bian", "Daúd O'Neill", "王小明"]
  static let facesOfEach = 8
  static let dimension = 4

  /// The laboratory at a size, with everybody enrolled and all pairs compared.
  static func laboratory(columns: Int = 80, rows: Int = 24) -> LaboratoryModel {
    var model = empty(columns: columns, rows: rows)
    let collection = collection()
    let effects = model.update(.collectionLoaded(collection))
    precondition(effects.contains { if case .computeStatistics = $0 { true } else { false } })
    _ = model.update(.statisticsComputed(statistics(of: collection)))
    _ = model.update(.cropsLoaded(crops(of: collection)))
    return model
  }

  static func empty(columns: Int = 80, rows: Int = 24) -> LaboratoryModel {
    var model = LaboratoryModel(
      columns: columns, rows: rows, embedder: .dlibResNet,
      threshold: Threshold(
        value: 0.6, origin: .model("the distance it was trained for"), metric: .l2, standard: 0.6),
      folder: "/photos")
    model.display = Display(colors: .mono, repertoire: .ascii)
    return model
  }

  /// Everybody but `missing`, some by other names.
  static func collection(
    lastEdit: Edit? = nil, without missing: Person.ID? = nil, naming newNames: [Int: String] = [:],
    marks: [FaceMark] = []
  ) -> Collection {
    let present = names.indices.filter { personID($0) != missing }
    let faces = present.flatMap { person in
      (0..<facesOfEach).map { face(person: person, number: $0) }
    }
    let people = present.map { index in
      Person(
        id: personID(index), name: newNames[index] ?? names[index], faces: facesOfEach,
        cover: faceID(person: index, number: 0))
    }
    let values = faces.flatMap { embedding(row: Int($0.id.rawValue) - 1) }
    return Collection(
      people: people, faces: faces,
      embeddings: GalleryEmbeddings(
        model: Model.dlibResNet.fingerprint, faces: faces.map(\.id),
        people: faces.map(\.person), dimension: dimension, values: values),
      lastEdit: lastEdit, marks: marks)
  }

  static func statistics(of collection: Collection) -> Statistics {
    let analysis = PairAnalysis(of: collection.embeddings.set, metric: .l2)
    guard let analysis else { preconditionFailure("nobody cancelled") }
    return Statistics(analysis, of: collection.embeddings)
  }

  /// The models as they are once two of them were measured, the cursor below the first.
  static func showModels(_ model: inout LaboratoryModel) {
    model.press(.character("m"))
    _ = model.update(.modelsLoaded(catalogue))
    for entry in catalogue.models where entry.problem == nil {
      _ = model.update(.modelMeasured(entry.model.name, measurement))
    }
    _ = model.update(.measuringEnded)
    model.press(.down)
  }

  /// The layers of NN2.
  static func showLayers(_ model: inout LaboratoryModel) {
    model.overlay = nil
    showModels(&model)
    model.press(.character("i"))
    guard case .layers(let page) = model.overlay, let table = try? LayerTable(NN2.network) else {
      preconditionFailure("the layers are not shown")
    }
    let cost = NetworkCost(NN2.network, table)
    _ = model.update(.layersLoaded(page.subject, .layers(cost, table)))
    model.press(.down, .down)
  }

  static let catalogue = ModelCatalogue(
    models: [
      .init(
        model: .dlibResNet, problem: nil, embedded: names.count * facesOfEach,
        cost: cost(DlibResNet.network)),
      .init(model: .mobileFaceNet, problem: nil, embedded: 0, cost: nil),
      .init(
        model: .faceNetVGGFace2,
        problem: FaceError.absentModelFile(path: "/models/facenet-vggface2.pt").description,
        embedded: 12, cost: cost(InceptionResNetV1.network)),
    ],
    networks: [NN1.network, NN2.network, DeepFace.network].map(cost))

  static let measurement = ModelMeasurement.measured(
    secondsPerFace: 0.00481, cost(DlibResNet.network))

  private static func cost(_ network: Network) -> NetworkCost {
    guard let table = try? LayerTable(network) else {
      preconditionFailure("the layers fit each other")
    }
    return NetworkCost(network, table)
  }

  /// Hands the matrix screen the distances it asked for.
  static func showMatrix(_ model: inout LaboratoryModel) {
    model.press(.character("3"))
    guard let data = MatrixData(model.collection, metric: .l2, isCancelled: { false }) else {
      preconditionFailure("nobody cancelled")
    }
    _ = model.update(.matrixComputed(data))
    model.press(.down, .right, .right)
  }

  /// Hands the identify screen the comparison of strategies it asks for.
  static func showIdentify(_ model: inout LaboratoryModel) {
    model.press(.character("5"))
    let set = model.collection.embeddings.set.respecting(model.collection.constraints)
    for strategy in IdentifyScreen.strategies {
      let result = StrategyResult(strategy, of: set, metric: .l2) { false }
      _ = model.update(.strategyCompared(result, of: model.collection))
    }
    model.press(.down)
  }

  /// Hands the clusters screen what it asks for.
  static func showClusters(_ model: inout LaboratoryModel) {
    let effects = model.press(.character("6"))
    answer(effects, &model)
    model.press(.down, .tab, .right)
  }

  static func showSpace(_ model: inout LaboratoryModel) {
    showClusters(&model)
    answer(model.press(.character("v")), &model)
  }

  /// Carries out what the clusters screen asks for, as the engine would.
  static func answer(_ effects: [Effect], _ model: inout LaboratoryModel) {
    for effect in effects {
      switch effect {
      case .cluster(let collection, let metric, let method, let threshold):
        let data = ClusterData(
          collection, metric: metric, method: method, threshold: threshold, isCancelled: { false })
        if let data { answer(model.update(.clustersFound(data)), &model) }
      case .project(let kind, let collection, let metric):
        var last: Projection?
        Projection.make(kind, of: collection, metric: metric, isCancelled: { false }) { last = $0 }
        if let last { _ = model.update(.projected(last)) }
      default: break
      }
    }
  }

  static func personID(_ index: Int) -> Person.ID { Person.ID(rawValue: Int64(index + 1)) }

  static func faceID(person: Int, number: Int) -> FaceRecord.ID {
    FaceRecord.ID(rawValue: Int64(person * facesOfEach + number + 1))
  }

  /// People stand on a circle of radius 0.6; each face lies near its person, the last far off.
  static func embedding(row: Int) -> [Float] {
    let (person, number) = (row / facesOfEach, row % facesOfEach)
    let angle = 2 * Double.pi * Double(person) / Double(names.count)
    let off = number == facesOfEach - 1 ? 0.45 : 0.03 * Double(number)
    return [
      Float(0.6 * cos(angle) + off), Float(0.6 * sin(angle)), Float(off / 2),
      Float(0.01 * Double(person)),
    ]
  }

  static func face(person: Int, number: Int) -> FaceRecord {
    let name = names[person]
    return FaceRecord(
      id: faceID(person: person, number: number), person: personID(person),
      photo: PhotoRecord(
        hash: "\(person)-\(number)", path: "/photos/\(name)/\(name)_000\(number).jpg", width: 250,
        height: 250),
      detection: detection, quality: quality(isPoor: number == 3),
      added: Date(timeIntervalSince1970: 0))
  }

  static let detection = Detection(
    box: Rectangle(left: 20, top: 16, right: 60, bottom: 64), score: 0.99,
    landmarks: Landmarks(
      leftEye: Point(x: 32, y: 34), rightEye: Point(x: 48, y: 34), nose: Point(x: 40, y: 44),
      leftMouth: Point(x: 34, y: 54), rightMouth: Point(x: 46, y: 54)))

  static func quality(isPoor: Bool) -> Quality {
    Quality(
      size: 98, sharpness: isPoor ? 2 : 140, brightness: 120, contrast: 50, yaw: -3, pitch: 2,
      roll: 1)
  }

  /// A face of two colours, other for each person.
  static func crop(shade: UInt8) -> FaceCrop {
    var image = Image(width: 80, height: 80, red: shade, green: 90, blue: 255 - shade)
    for row in 30..<50 {
      for column in 25..<55 { image.pixels[(row * 80 + column) * 3] = 240 }
    }
    return FaceCrop(image: image, detection: detection)
  }

  static func crops(of collection: Collection) -> [FaceRecord.ID: FaceCrop] {
    var crops: [FaceRecord.ID: FaceCrop] = [:]
    for person in collection.people {
      for face in collection.faces(of: person.id) {
        crops[face.id] = crop(shade: UInt8(40 * person.id.rawValue % 255))
      }
    }
    return crops
  }

  /// A photo that was loaded for the screen.
  static let preview = PhotoPreview(
    path: "/photos/a.jpg", image: crop(shade: 9).image, width: 80, height: 80, faces: [detection],
    remark: nil)

  /// A photo of several people, looked at.
  static func examined(faces: Int) -> ExaminedPhoto {
    ExaminedPhoto(
      record: PhotoRecord(hash: "group", path: "/photos/group.jpg", width: 640, height: 480),
      faces: (0..<faces).map {
        Face(
          detection: detection, quality: quality(isPoor: $0 == 1),
          crop: crop(shade: UInt8($0 * 50 % 255)))
      })
  }
}

extension LaboratoryModel {
  /// Presses keys one after the other, and returns what they ask for.
  @discardableResult
  mutating func press(_ keys: Key...) -> [Effect] {
    keys.flatMap { update(.event(.key($0))) }
  }

  @discardableResult
  mutating func type(_ text: String) -> [Effect] {
    text.flatMap { update(.event(.key(.character($0)))) }
  }

  /// The screen as text, without pictures' shapes: those are the terminal layer's business.
  func text() -> String {
    let pictures = PictureCache(colors: .mono, repertoire: .ascii)
    return view(theme: Theme(.mono), pictures: pictures).text
  }
}
