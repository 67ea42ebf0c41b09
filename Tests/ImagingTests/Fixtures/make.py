"""Makes the pictures of this folder and, beside each, what Pillow reads from it as raw RGB.

Run in this folder with Pillow and NumPy at hand; the results are committed.
"""
import io
import struct
import zlib

import numpy as np
from PIL import Image, ImageOps

W, H = 37, 23
rows, columns = np.mgrid[0:H, 0:W]
rgb = np.stack(
    [columns * 6, rows * 10, 128 + 100 * np.sin(columns / 5 + rows / 7)], axis=2
).astype(np.uint8)
photo = Image.fromarray(rgb)


def save(name, data, expected):
    """Writes a picture and the RGB bytes that reading it should give."""
    open(name, "wb").write(data)
    open(name.rsplit(".", 1)[0] + ".rgb", "wb").write(np.asarray(expected, np.uint8).tobytes())


def encoded(image, kind, **options):
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def reread(data):
    return ImageOps.exif_transpose(Image.open(io.BytesIO(data))).convert("RGB")


def chunk(kind, body):
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png(samples, colour, depth, interlaced=False):
    """A PNG by hand, for what Pillow does not write: 16-bit colour and Adam7."""
    height, width = samples.shape[:2]
    passes = [(0, 0, 1, 1)]
    if interlaced:
        passes = [(0, 0, 8, 8), (0, 4, 8, 8), (4, 0, 8, 4), (0, 2, 4, 4), (2, 0, 4, 2),
                  (0, 1, 2, 2), (1, 0, 2, 1)]
    body = b""
    for top, left, down, across in passes:
        part = samples[top::down, left::across]
        if part.size:
            for row in part:
                body += b"\0" + row.astype(">u2" if depth == 16 else "u1").tobytes()
    header = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, int(interlaced))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header)
            + chunk(b"IDAT", zlib.compress(body)) + chunk(b"IEND", b""))


def on_white(rgba):
    alpha = rgba[..., 3:].astype(int)
    return (rgba[..., :3].astype(int) * alpha + 255 * (255 - alpha) + 127) // 255


# PNG
save("rgb.png", encoded(photo, "PNG"), photo)
palette = photo.quantize(16)
save("palette.png", encoded(palette, "PNG", bits=4), palette.convert("RGB"))
grey = photo.convert("L")
save("grey.png", encoded(grey, "PNG"), grey.convert("RGB"))
black = grey.point(lambda v: 255 * (v > 100)).convert("1")
save("bilevel.png", encoded(black, "PNG"), black.convert("RGB"))
rgba = np.dstack([rgb, (columns * 7 % 256).astype(np.uint8)])
save("alpha.png", encoded(Image.fromarray(rgba), "PNG"), on_white(rgba))
greyalpha = np.dstack([np.asarray(grey), (rows * 11 % 256).astype(np.uint8)])
save("greyalpha.png", encoded(Image.fromarray(greyalpha, "LA"), "PNG"),
     on_white(np.dstack([np.asarray(grey.convert("RGB")), greyalpha[..., 1]])))
clear = photo.quantize(16)
save("transparent.png", encoded(clear, "PNG", bits=4, transparency=3),
     np.where((np.asarray(clear) == 3)[..., None], 255, np.asarray(clear.convert("RGB"))))
deep = rgb.astype(np.uint16) * 257 + (columns[..., None] % 3).astype(np.uint16)
save("deep.png", png(deep, 2, 16), (deep.astype(int) * 255 + 32895) >> 16)
deepgrey = deep[..., 2]
save("deepgrey.png", png(deepgrey, 0, 16),
     np.repeat(((deepgrey.astype(int) * 255 + 32895) >> 16)[..., None], 3, axis=2))
save("interlaced.png", png(rgb, 2, 8, interlaced=True), reread(png(rgb, 2, 8, interlaced=True)))
turned = Image.Exif()
turned[0x0112] = 6
data = encoded(photo, "PNG", exif=turned)
save("turned.png", data, reread(data))

# JPEG
for name, image, options in [
    ("baseline", photo, {"quality": 90}),
    ("progressive", photo, {"quality": 85, "progressive": True}),
    ("fine", photo, {"quality": 95, "subsampling": 0}),
    ("restarts", photo, {"quality": 80, "restart_marker_blocks": 2}),
    ("greyjpeg", grey, {"quality": 90}),
    ("cmyk", photo.convert("CMYK"), {"quality": 92}),
]:
    data = encoded(image, "JPEG", **options)
    save(name + ".jpg", data, reread(data))
for orientation in range(1, 9):
    exif = Image.Exif()
    exif[0x0112] = orientation
    data = encoded(photo, "JPEG", quality=92, subsampling=0, exif=exif)
    save(f"exif{orientation}.jpg", data, reread(data))

# PNM
save("binary.ppm", encoded(photo, "PPM"), photo)
save("greymap.pgm", encoded(grey, "PPM"), grey.convert("RGB"))

# Resizing, for comparison to the bit
save("shrunk.png", encoded(photo, "PNG"), photo.resize((13, 9), Image.BILINEAR))
save("grown.png", encoded(photo, "PNG"), photo.resize((80, 31), Image.BILINEAR))
