import Figures
import Testing

@Suite struct ScaleTests {
  /// Quantiles to sixteen digits, from mpmath: `sqrt(2) * erfinv(2 * p - 1)` at 40 digits.
  @Test(arguments: [
    (0.5, 0.0), (0.975, 1.959963984540054), (0.001, -3.090232306167813),
    (1e-6, -4.753424308822899), (0.2, -0.8416212335729142), (0.9, 1.2815515655446004),
    (1e-9, -5.997807015007687),
  ])
  func quantiles(_ probability: Double, _ expected: Double) {
    #expect(abs(normalQuantile(probability) - expected) < 1e-9)
  }

  @Test func quantilesAndProbabilitiesAreInverse() {
    for step in 1..<2000 {
      let p = Double(step) / 2000
      #expect(abs(normalProbability(normalQuantile(p)) - p) < 1e-14)
      let small = p * 1e-6
      #expect(abs(normalProbability(normalQuantile(small)) / small - 1) < 1e-9)
    }
    #expect(normalQuantile(0) == -.infinity && normalQuantile(1) == .infinity)
    #expect(normalQuantile(-1) == -.infinity && normalQuantile(.nan).isNaN)
  }

  @Test(arguments: AxisScale.allCases, [2, 3, 57, 400])
  func placesAndValuesAreInverse(_ scale: AxisScale, _ size: Int) {
    let places = PlotScale(1e-4...0.9, size: size, scale: scale)
    for place in 0..<size { #expect(places.place(places.value(place)) == place) }
    #expect(places.value(0) == 1e-4 && places.value(size - 1) == 0.9)
  }

  @Test(arguments: AxisScale.allCases)
  func valuesBeyondTheAxisStayNear(_ scale: AxisScale) {
    let places = PlotScale(1e-3...0.5, size: 100, scale: scale)
    for value in [-Double.infinity, -1, 0, 1, 2, .infinity] {
      #expect(abs(places.place(value)) <= 1_000_000)
    }
    #expect(places.fraction(0.0005) < 0 && places.place(0.9) > 99)
    #expect(places.place(.nan) == 0)
  }

  @Test(arguments: AxisScale.allCases)
  func anEmptyRangeHasPlacesButNoTicks(_ scale: AxisScale) {
    let axis = ChartAxis("", 0.3...0.3, scale: scale)
    #expect(axis.places(10).place(0.3) == 0)
    #expect(axis.ticks { _ in true }.isEmpty)
  }

  // MARK: - Ticks

  private func labels(_ axis: ChartAxis, atMost count: Int) -> [String] {
    axis.ticks { $0.count <= count }.map(\.label)
  }

  @Test func linearTicksAreRound() {
    #expect(
      labels(ChartAxis("", 0...1.4), atMost: 8) == [
        "0.0", "0.2", "0.4", "0.6", "0.8", "1.0", "1.2", "1.4",
      ])
    #expect(
      labels(ChartAxis("", 0.9...1, format: .percent), atMost: 6) == [
        "90", "92", "94", "96", "98", "100",
      ])
    #expect(labels(ChartAxis("", -300...1200), atMost: 5) == ["0", "500", "1000"])
    #expect(ChartAxis("", 0...1).ticks { $0.count <= 11 }.map(\.value)[3] == 0.3)
  }

  @Test func logarithmicTicksArePowersOfTen() {
    let axis = ChartAxis("", 1e-6...1, scale: .logarithmic)
    #expect(
      labels(axis, atMost: 7) == ["1e-6", "1e-5", "1e-4", "1e-3", "0.01", "0.1", "1"])
    #expect(labels(axis, atMost: 4) == ["1e-6", "1e-4", "0.01", "1"])
    #expect(
      labels(ChartAxis("", 0.01...1, scale: .logarithmic), atMost: 7) == [
        "0.01", "0.02", "0.05", "0.1", "0.2", "0.5", "1",
      ])
    #expect(
      labels(ChartAxis("", 0.001...1, scale: .logarithmic, format: .percent), atMost: 4) == [
        "0.1", "1", "10", "100",
      ])
  }

  @Test func probitTicksAreThoseOfDETCurves() {
    let axis = ChartAxis("", 0.0009...0.45, scale: .probit, format: .percent)
    #expect(
      labels(axis, atMost: 9) == ["0.1", "0.2", "0.5", "1", "2", "5", "10", "20", "40"])
    #expect(labels(axis, atMost: 4) == ["0.1", "1", "10", "40"])
  }

  @Test(arguments: AxisScale.allCases, [1e-7, 0.002, 0.4])
  func ticksLieInsideTheRangeInOrder(_ scale: AxisScale, _ lower: Double) {
    for upper in [lower * 1.5, lower + 0.3, 0.9999] {
      let range = lower...upper
      for choice in scale.tickChoices(in: range) {
        #expect(choice == choice.sorted() && Set(choice).count == choice.count)
        #expect(choice.allSatisfy { $0 >= lower * (1 - 1e-8) && $0 <= upper * (1 + 1e-8) })
      }
    }
  }

  // MARK: - Numbers

  @Test func numbersHaveTheirDecimals() {
    #expect(FixedNumber.text(-0.004, decimals: 2) == "0.00")
    #expect(FixedNumber.text(-1.005, decimals: 1) == "-1.0")
    #expect(FixedNumber.text(12.345, decimals: 0) == "12")
    #expect(FixedNumber.short(0.25, decimals: 4) == "0.25")
    #expect(FixedNumber.short(20, decimals: 4) == "20")
    #expect(FixedNumber.text(0.30000000000000004, step: 0.1) == "0.3")
  }

  @Test func valuesReadAsTheirAxis() {
    let rate = ChartAxis("", 1e-6...1, scale: .logarithmic)
    #expect(rate.text(0.00012) == "1.2e-4")
    #expect(rate.text(0.0123) == "0.0123")
    #expect(rate.text(0) == "0.00")
    #expect(rate.text(.nan) == "—")
    #expect(ChartAxis("", 0...1, format: .percent).text(0.987) == "98.7")
  }

  @Test func thinningKeepsEveryPlace() {
    let points = (0...100_000).map { Curve.Point(Double($0) / 1e5, Double($0) / 1e5) }
    let axis = ChartAxis("", 0...1)
    let thinned = Curve("", points).thinned(x: axis, y: axis, places: 500)
    #expect((500...502).contains(thinned.points.count))
    #expect(thinned.points.first == points.first && thinned.points.last == points.last)
  }
}
