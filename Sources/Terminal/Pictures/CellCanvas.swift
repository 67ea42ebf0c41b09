import CChafa
import Imaging

/// A canvas of libchafa: pixels in, characters and colours out.
struct CellCanvas: ~Copyable {
  private let canvas: OpaquePointer
  private let colors: ColorDepth

  /// Nothing when the library gives no canvas.
  init?(_ size: (columns: Int, rows: Int), colors: ColorDepth, repertoire: Repertoire) {
    guard let config = chafa_canvas_config_new(), let symbols = chafa_symbol_map_new() else {
      return nil
    }
    defer {
      chafa_canvas_config_unref(config)
      chafa_symbol_map_unref(symbols)
    }
    Self.choose(symbols, colors, repertoire)
    chafa_canvas_config_set_geometry(config, Int32(size.columns), Int32(size.rows))
    chafa_canvas_config_set_cell_geometry(config, 8, 16)
    chafa_canvas_config_set_canvas_mode(config, Self.mode(colors))
    chafa_canvas_config_set_symbol_map(config, symbols)
    chafa_canvas_config_set_work_factor(config, 0.5)
    chafa_canvas_config_set_dither_mode(config, CHAFA_DITHER_MODE_NONE)
    // The library's stretching of contrast helps where there are few shades, and hurts otherwise.
    chafa_canvas_config_set_preprocessing_enabled(config, colors < .indexed256 ? 1 : 0)
    guard let canvas = chafa_canvas_new(config) else { return nil }
    self.canvas = canvas
    self.colors = colors
  }

  deinit { chafa_canvas_unref(canvas) }

  private static func mode(_ colors: ColorDepth) -> ChafaCanvasMode {
    switch colors {
    case .mono: CHAFA_CANVAS_MODE_FGBG
    case .indexed8: CHAFA_CANVAS_MODE_INDEXED_8
    case .indexed16: CHAFA_CANVAS_MODE_INDEXED_16
    case .indexed256: CHAFA_CANVAS_MODE_INDEXED_240
    case .direct: CHAFA_CANVAS_MODE_TRUECOLOR
    }
  }

  private static func choose(
    _ symbols: OpaquePointer, _ colors: ColorDepth, _ repertoire: Repertoire
  ) {
    let tags: [ChafaSymbolTags] =
      switch (repertoire, colors) {
      case (.ascii, _): [CHAFA_SYMBOL_TAG_SPACE, CHAFA_SYMBOL_TAG_ASCII]
      case (.full, .direct): [CHAFA_SYMBOL_TAG_SPACE, CHAFA_SYMBOL_TAG_VHALF]
      case (.full, .mono): [CHAFA_SYMBOL_TAG_SPACE, CHAFA_SYMBOL_TAG_BRAILLE]
      case (.console, _): [CHAFA_SYMBOL_TAG_SPACE, CHAFA_SYMBOL_TAG_HALF, CHAFA_SYMBOL_TAG_STIPPLE]
      default: [CHAFA_SYMBOL_TAG_SPACE, CHAFA_SYMBOL_TAG_BLOCK, CHAFA_SYMBOL_TAG_BORDER]
      }
    for tag in tags { chafa_symbol_map_add_by_tags(symbols, tag) }
  }

  /// Scales the picture to the canvas.
  ///
  /// It gets a fourth byte a pixel, because the library (1.12) counts the bytes of a row in fours.
  /// Below 256 colours it is drawn in grey: the few hues of a terminal turn skin yellow.
  func draw(_ image: Image) {
    let isGrey = colors < .indexed256
    var pixels = [UInt8](repeating: 255, count: image.width * image.height * 4)
    for pixel in 0..<(image.width * image.height) {
      let (from, to) = (pixel * 3, pixel * 4)
      var (red, green, blue) = (image.pixels[from], image.pixels[from + 1], image.pixels[from + 2])
      if isGrey {
        red = Self.brightness(red, green, blue)
        (green, blue) = (red, red)
      }
      (pixels[to], pixels[to + 1], pixels[to + 2]) = (red, green, blue)
    }
    chafa_canvas_draw_all_pixels(
      canvas, CHAFA_PIXEL_RGBA8_UNASSOCIATED, pixels, Int32(image.width), Int32(image.height),
      Int32(image.width * 4))
  }

  /// Luma by ITU-R BT.709, in 256ths.
  private static func brightness(_ red: UInt8, _ green: UInt8, _ blue: UInt8) -> UInt8 {
    UInt8((54 * UInt16(red) + 183 * UInt16(green) + 19 * UInt16(blue)) >> 8)
  }

  func cell(_ column: Int, _ row: Int) -> Cell {
    let code = chafa_canvas_get_char_at(canvas, Int32(column), Int32(row))
    let character = Unicode.Scalar(code).map { Character($0.visible) } ?? " "
    return Cell(character, style(column, row))
  }

  /// Colours are not asked for without colour: in that mode the library reads beyond its palette.
  private func style(_ column: Int, _ row: Int) -> Style {
    var foreground: Int32 = -1
    var background: Int32 = -1
    switch colors {
    case .mono: return .plain
    case .direct:
      chafa_canvas_get_colors_at(canvas, Int32(column), Int32(row), &foreground, &background)
      return Style(Self.direct(foreground), on: Self.direct(background))
    case .indexed8, .indexed16, .indexed256:
      chafa_canvas_get_raw_colors_at(canvas, Int32(column), Int32(row), &foreground, &background)
      return Style(Self.indexed(foreground), on: Self.indexed(background))
    }
  }

  private static func direct(_ value: Int32) -> Color? {
    value < 0
      ? nil
      : Color(
        UInt8(truncatingIfNeeded: value >> 16), UInt8(truncatingIfNeeded: value >> 8),
        UInt8(truncatingIfNeeded: value))
  }

  private static func indexed(_ index: Int32) -> Color? {
    (0..<256).contains(index) ? Palette.color(Int(index)) : nil
  }
}
