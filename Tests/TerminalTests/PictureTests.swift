import Imaging
import Testing

@testable import Terminal

@Suite struct PictureTests {
  /// A bright disc on a dark ground.
  private let disc: Image = {
    var pixels: [UInt8] = []
    for y in 0..<101 {
      for x in 0..<101 {
        let isInside = (x - 50) * (x - 50) + (y - 50) * (y - 50) < 30 * 30
        pixels += isInside ? [240, 230, 220] : [10, 20, 40]
      }
    }
    return Image(width: 101, height: 101, pixels: pixels)
  }()

  @Test func keepsTheShape() {
    #expect(Picture(disc).size(within: 80, 20) == (40, 20))
    #expect(Picture(disc).size(within: 30, 20) == (30, 15))
    #expect(Picture(Image(width: 400, height: 1)).size(within: 10, 10) == (10, 1))
    #expect(Picture(disc).size(within: 0, 5) == (0, 0))
  }

  @Test(arguments: ColorDepth.allCases, Repertoire.allCases)
  func showsTheDiscInEveryMode(_ colors: ColorDepth, _ repertoire: Repertoire) {
    let surface = Picture(disc).surface(
      columns: 40, rows: 20, colors: colors, repertoire: repertoire)
    #expect((surface.columns, surface.rows) == (40, 20))
    #expect(Self.light(surface, 20, 10) > Self.light(surface, 1, 1) + 0.3)
    for cell in surface.cells {
      #expect(cell.character?.columns == 1)
      if repertoire == .ascii { #expect(cell.character?.isASCII == true) }
      if colors == .mono { #expect(cell.style == .plain) }
    }
  }

  /// How light a cell is: the mix of its colours by how much of the cell its character fills.
  private static func light(_ surface: Surface, _ column: Int, _ row: Int) -> Float {
    let cell = surface[column, row]
    let ink: Float
    switch cell.character?.unicodeScalars.first?.value ?? 0x20 {
    case 0x20: ink = 0
    case 0x2588: ink = 1
    case let value where (0x2801...0x28FF).contains(value):
      ink = Float((value & 0xFF).nonzeroBitCount) / 8
    default: ink = 0.5
    }
    let fore = Perceived(cell.style.foreground ?? Color(255, 255, 255)).lightness
    let back = Perceived(cell.style.background ?? Color(0, 0, 0)).lightness
    return ink * fore + (1 - ink) * back
  }

  @Test func indexedPicturesUseColoursThatExist() {
    let all = Set((16..<256).map(Palette.color))
    let surface = Picture(disc).surface(columns: 20, rows: 10, colors: .indexed256)
    for cell in surface.cells {
      for color in [cell.style.foreground, cell.style.background].compactMap(\.self) {
        #expect(all.contains(color))
      }
    }
  }

  @Test func rowsOfAnyLengthStayStraight() {
    for width in 97...104 {
      let pixels = (0..<50).flatMap { _ in
        (0..<width).flatMap { x in [UInt8](repeating: x < width / 2 ? 0 : 255, count: 3) }
      }
      let surface = Picture(Image(width: width, height: 50, pixels: pixels))
        .surface(columns: 20, rows: 10, colors: .direct)
      for row in 0..<surface.rows {
        #expect((surface[2, row].style.background?.red ?? 255) < 30)
        #expect((surface[17, row].style.background?.red ?? 0) > 225)
      }
    }
  }
}
