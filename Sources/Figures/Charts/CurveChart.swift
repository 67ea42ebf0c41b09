/// Curves over two axes: what both the terminal and an SVG file draw.
public struct CurveChart: Hashable, Sendable {
  /// A line to compare with.
  public enum Guide: Hashable, Sendable {
    /// y = x: chance in a ROC, equal error rates in a DET.
    case identity
    /// y = 1 - x: equal error rates in a ROC.
    case opposite
  }

  /// The one value that is being moved, as a line across the chart.
  public struct Cursor: Hashable, Sendable {
    public var x: Double
    /// With a y, lines go from the point to both axes.
    public var y: Double?
    public var label: String

    public init(x: Double, y: Double? = nil, label: String = "") {
      self.x = x
      self.y = y
      self.label = label
    }
  }

  /// A point on a curve.
  public struct Mark: Hashable, Sendable {
    public var x: Double
    public var y: Double
    /// Whose colour it has; that of the cursor when `nil`.
    public var curve: Int?

    public init(x: Double, y: Double, curve: Int? = nil) {
      self.x = x
      self.y = y
      self.curve = curve
    }
  }

  /// A part of an axis about which the data cannot tell.
  public struct GreyArea: Hashable, Sendable {
    public enum Direction: Hashable, Sendable { case x, y }

    public var direction: Direction
    public var range: ClosedRange<Double>
    public var caption: String

    public init(_ direction: Direction, _ range: ClosedRange<Double>, caption: String) {
      self.direction = direction
      self.range = range
      self.caption = caption
    }
  }

  public var title: String
  public var x: ChartAxis
  public var y: ChartAxis
  public var curves: [Curve]
  public var guides: [Guide]
  public var greyAreas: [GreyArea]
  public var cursor: Cursor?
  public var marks: [Mark]
  /// A sentence under a printed figure; the terminal leaves it to its screen.
  public var caption: String

  public init(
    title: String = "", x: ChartAxis, y: ChartAxis, curves: [Curve], guides: [Guide] = [],
    greyAreas: [GreyArea] = [], cursor: Cursor? = nil, marks: [Mark] = [], caption: String = ""
  ) {
    self.title = title
    self.x = x
    self.y = y
    self.curves = curves
    self.guides = guides
    self.greyAreas = greyAreas
    self.cursor = cursor
    self.marks = marks
    self.caption = caption
  }

  /// A guide as points, close enough to be drawn with straight lines on any scale.
  public func points(of guide: Guide) -> [Curve.Point] {
    let places = x.places(257)
    return (0..<257).map { place in
      let value = places.value(place)
      return Curve.Point(value, guide == .identity ? value : 1 - value)
    }
  }
}
