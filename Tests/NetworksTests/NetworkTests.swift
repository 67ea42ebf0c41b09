import Tensors
import Testing

@testable import Networks

@Suite struct NetworkTests {
  /// Counts of the published architectures.
  @Test(arguments: [
    (PNet.network, 6_632), (RNet.network, 100_178), (ONet.network, 389_040),
    (DlibResNet.network, 5_614_592),
    (InceptionResNetV1.network, 23_482_624),
    (InceptionResNetV1.network(classes: 8_631), 27_910_327),
  ])
  func declaresThePublishedNumberOfValues(network: Network, count: Int) {
    #expect(network.parameterCount == count)
    #expect(Set(network.parameters.map(\.name)).count == network.parameters.count)
  }

  @Test func countsTheLayersOfTheResNet() {
    func count(_ matches: (Operation) -> Bool) -> Int {
      DlibResNet.network.graph.nodes.count { matches($0.operation) }
    }
    #expect(count { if case .convolution = $0 { true } else { false } } == 29)
    #expect(count { if case .affine = $0 { true } else { false } } == 29)
    #expect(count { $0 == .activation(.relu) } == 29)
    #expect(count { $0 == .add(scale: 1) } == 14)
  }

  private static let small = Network(
    "small", input: Shape(channels: 1, height: 5, width: 5),
    normalisation: Normalisation(mean: [0], scale: 1),
    outputs: { [Convolution("conv", 1, 2, kernel: 2)($0)] })

  @Test func takesTheArraysItDeclares() throws {
    let file = try WeightFile(
      bytes: TorchWriter.file(Array(TorchWriter.sample[..<2])), name: "net.pt")
    let parameters = try Self.small.parameters(from: file)
    #expect(parameters.keys.sorted() == ["conv.bias", "conv.weight"])
  }

  @Test func listsWhatIsMissingLeftOverAndOfAnotherShape() throws {
    var entries = TorchWriter.sample
    entries[1] = .init(name: "conv.bias", sizes: [1, 2], strides: [2, 1], storage: [1, 2])
    entries[0].name = "conv2.weight"
    let file = try WeightFile(bytes: TorchWriter.file(entries), name: "net.pt")
    let mismatch = ParameterMismatch(
      missing: ["conv.weight"], leftOver: ["conv2.weight", "tail"],
      reshaped: [.init(name: "conv.bias", expected: [2], found: [1, 2])])
    let error = WeightFileError.mismatched(file: "net.pt", network: "small", mismatch)
    #expect(throws: error) { try Self.small.parameters(from: file) }
    #expect(
      error.description == "net.pt: not the weights of 'small': missing conv.weight, left over "
        + "conv2.weight, tail, conv.bias is [1, 2], not [2]; choose the file made for it")
  }

  @Test func namesAFileThatIsNotThere() {
    let error = WeightFileError.unreadable(file: "/nowhere/net.pt", code: 2)
    #expect(throws: error) { try WeightFile(path: "/nowhere/net.pt") }
    #expect(error.description.contains("make setup"))
    #expect(throws: WeightFileError.unreadable(file: "/", code: 21)) { try WeightFile(path: "/") }
  }
}
