"""From paper back to text: PDF pages as images, QR texts out of pages and pictures; it judges no seal."""

from __future__ import annotations

from io import BytesIO
from threading import Lock
from typing import TYPE_CHECKING, Final

import pypdfium2 as pdfium
import zxingcpp
from PIL import Image, UnidentifiedImageError

from kiosk.domain.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator

DPI: Final = 200
"""Resolution at which pages are read: the one surat are designed for (seal.md 5)."""

MOST_PAGES: Final = 20
MOST_PIXELS: Final = 60_000_000
"""A page of A3 at 400 dpi; what unfolds to more is refused before it fills the memory."""

_BROKEN: Final = (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError)
"""What Pillow says of a damaged picture; a broken chunk of a PNG is a SyntaxError to it."""

_QR: Final = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
_PDFIUM: Final = Lock()  # the library is not safe in two threads at once


def page_count(pdf: bytes) -> int:
    """How many pages a PDF has. Raises Refused("bad_file") for bytes that are no PDF."""
    with _PDFIUM, _open(pdf) as document:
        return len(document)


def page_image(pdf: bytes, n: int, *, dpi: float = DPI) -> Image.Image:
    """Page `n` (from 0) in RGB. Raises Refused("bad_file") for no PDF, no such page, or a giant."""
    with _PDFIUM, _open(pdf) as document:
        return _render(document, n, dpi)


def qr_texts(raw: bytes, *, dpi: float = DPI) -> list[str]:
    """The texts of all QR codes on a PDF's pages or in a PNG, JPEG or WebP picture, in the order found.

    A code seen twice counts once. An empty list means a good file without a code. Raises Refused("bad_file").
    """
    images = _pages(raw, dpi) if raw.startswith(b"%PDF-") else iter((_picture(raw),))
    return list(dict.fromkeys(text for image in images for text in image_texts(image)))


def image_texts(image: Image.Image) -> list[str]:
    """The texts of the QR codes in one picture."""
    grey = image if image.mode == "L" else image.convert("L")
    found = zxingcpp.read_barcodes(grey, formats=_QR)
    return [code.text for code in found if code.valid]


def _pages(pdf: bytes, dpi: float) -> Iterator[Image.Image]:
    with _PDFIUM, _open(pdf) as document:
        for n in range(min(len(document), MOST_PAGES)):
            yield _render(document, n, dpi)


def _open(pdf: bytes) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(pdf)
    except pdfium.PdfiumError as error:
        raise Refused("bad_file") from error


def _render(document: pdfium.PdfDocument, n: int, dpi: float) -> Image.Image:
    if not 0 <= n < len(document):
        raise Refused("bad_file")
    try:
        page = document[n]
        width, height = page.get_size()
        if width * height * (dpi / 72) ** 2 > MOST_PIXELS:
            raise Refused("bad_file")
        image: Image.Image = page.render(scale=dpi / 72).to_pil().convert("RGB")
    except pdfium.PdfiumError as error:
        raise Refused("bad_file") from error
    return image


def _picture(raw: bytes) -> Image.Image:
    try:
        image = Image.open(BytesIO(raw), formats=("PNG", "JPEG", "WEBP"))
        if image.width * image.height > MOST_PIXELS:
            raise Refused("bad_file")
        return image.convert("L")
    except _BROKEN as error:
        raise Refused("bad_file") from error
