/// A curve of a chart.
public struct Curve: Hashable, Sendable {
  public struct Point: Hashable, Sendable {
    public var x: Double
    public var y: Double

    public init(_ x: Double, _ y: Double) {
      self.x = x
      self.y = y
    }
  }

  /// The interval of the curve at one x.
  public struct Interval: Hashable, Sendable {
    public var x: Double
    public var lower: Double
    public var upper: Double

    public init(_ x: Double, _ lower: Double, _ upper: Double) {
      self.x = x
      self.lower = lower
      self.upper = upper
    }
  }

  public enum Shape: Hashable, Sendable {
    /// Straight from point to point, as the eye sees them on the axes' scales.
    case line
    /// Each y holds until the next x.
    case steps
    /// Steps over a filled area, as of a histogram.
    case area
    /// The points alone.
    case points
  }

  public var name: String
  /// In the order of x; points that are not numbers are left out.
  public var points: [Point]
  public var shape: Shape
  /// The confidence band, in the order of x; empty for none.
  public var band: [Interval]
  /// Its place among the colours and dash patterns; its place in the chart when `nil`.
  public var color: Int?

  public init(
    _ name: String, _ points: [Point], shape: Shape = .steps, band: [Interval] = [],
    color: Int? = nil
  ) {
    self.name = name
    self.points = points
    self.shape = shape
    self.band = band
    self.color = color
  }

  /// The curve without points that share their place with their neighbours on a grid of
  /// `places` × `places` over the axes; it looks the same on any coarser screen.
  public func thinned(x: ChartAxis, y: ChartAxis, places: Int = 4000) -> Curve {
    let across = x.places(places), up = y.places(places)
    var kept: [Point] = []
    var last: (x: Int, y: Int)?
    for (index, point) in points.enumerated() {
      let place = (x: across.place(point.x), y: up.place(point.y))
      if let last, last == place, index < points.count - 1 { continue }
      kept.append(point)
      last = place
    }
    var copy = self
    copy.points = kept
    return copy
  }
}
