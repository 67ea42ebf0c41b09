import Testing

@testable import Networks

@Suite struct ShapePredictorTests {
  /// A grey image whose columns below `edge` have brightness 200, the rest 50.
  private func landmarks(
    _ predictor: ShapePredictor, edge: Int, box: PixelBox
  ) -> [PixelPoint] {
    let pixels = (0..<9 * 9).flatMap { index -> [UInt8] in
      Array(repeating: index % 9 < edge ? 200 : 50, count: 3)
    }
    return pixels.withUnsafeBufferPointer {
      predictor(PixelGrid(width: 9, height: 9, pixels: $0), box: box)
    }
  }

  @Test func movesAlongTheBrighterSide() throws {
    let predictor = try ShapePredictor(bytes: DlibWriter.shapePredictor(), name: "two.dat")
    let box = PixelBox(left: 0, top: 0, right: 8, bottom: 8)
    // Both stages find the first landmark brighter: twice two steps of an eighth of the box.
    #expect(
      landmarks(predictor, edge: 6, box: box) == [PixelPoint(x: 4, y: 0), PixelPoint(x: 8, y: 8)])
    // After the first stage it stands at x = 2, past the edge; equal brightness is not brighter,
    // and the other leaves lift the second landmark by half the box each.
    #expect(
      landmarks(predictor, edge: 2, box: box) == [PixelPoint(x: 2, y: 0), PixelPoint(x: 8, y: 0)])
  }

  @Test func roundsHalvesUp() throws {
    let predictor = try ShapePredictor(
      bytes: DlibWriter.shapePredictor(step: 0.0625), name: "two.dat")
    // Four steps of a sixteenth of a box of two pixels: half a pixel.
    let box = PixelBox(left: 0, top: 0, right: 2, bottom: 8)
    #expect(landmarks(predictor, edge: 2, box: box)[0] == PixelPoint(x: 1, y: 0))
  }

  @Test func seesBlackOutsideTheImage() throws {
    let predictor = try ShapePredictor(bytes: DlibWriter.shapePredictor(), name: "two.dat")
    let box = PixelBox(left: 1, top: 1, right: 17, bottom: 17)
    #expect(landmarks(predictor, edge: 9, box: box)[0] == PixelPoint(x: 9, y: 1))
  }

  @Test func refusesEveryTruncation() {
    let bytes = DlibWriter.shapePredictor()
    for count in 0..<bytes.count {
      #expect(throws: WeightFileError.self, "\(count) bytes") {
        try ShapePredictor(bytes: Array(bytes[..<count]), name: "two.dat")
      }
    }
  }

  @Test(.enabled(if: ModelFiles.exist(ModelFiles.fivePoints)))  // Skipped without the model file.
  func readsTheFivePointModel() throws {
    let predictor = try ShapePredictor(path: ModelFiles.path(ModelFiles.fivePoints))
    #expect(predictor.landmarkCount == 5)
    #expect(predictor.depth == 4)
    #expect(predictor.stages.map(\.features.count) == Array(repeating: 800, count: 15))
    #expect(predictor.stages.allSatisfy { $0.splits.count == 500 * 15 })
  }
}
