"""Arms and icons: paths come out where they were drawn, pictures keep their colours, rubbish is refused."""

from __future__ import annotations

import io

import pytest
from PIL import Image, ImageChops, ImageDraw

from kiosk.domain.errors import Refused
from printing import drawing, read
from printing.drawing import Drawing, Picture
from printing.pen import Pen
from tests.make import RESOURCES
from tests.printing.sample import ARMS

SIDE = 200


def drawn(raw: bytes, *, times: int = 1) -> Image.Image:
    """A picture drawn over a square page of 200 points, one dot a point."""
    pen = Pen((SIDE, SIDE), title="uji", author="uji")
    for _ in range(times):
        drawing.draw(pen, raw, (0, 0, SIDE, SIDE), own=(1, 0, 0))
    return read.page_image(pen.pdf(), 0, dpi=72)


def svg(path: str, **more: str) -> bytes:
    extra = " ".join(f'{name.replace("_", "-")}="{value}"' for name, value in more.items())
    space = "http://www.w3.org/2000/svg"
    return f'<svg xmlns="{space}" viewBox="0 0 100 100"><path d="{path}" {extra}/></svg>'.encode()


def expected(*shapes: tuple[str, tuple[float, ...]]) -> Image.Image:
    image = Image.new("RGB", (SIDE * 4, SIDE * 4), "white")
    for kind, box in shapes:
        scaled = [value * 8 for value in box]
        getattr(ImageDraw.Draw(image), kind)(scaled, fill=(255, 0, 0))
    return image.resize((SIDE, SIDE), Image.Resampling.BOX)


def differ(one: Image.Image, other: Image.Image) -> float:
    """Share of the area that differs."""
    difference = ImageChops.difference(one.convert("L"), other.convert("L"))
    return sum(difference.tobytes()) / (255 * SIDE * SIDE)


@pytest.mark.parametrize(
    "path",
    [
        "M20 30L60 30L60 80L20 80Z",
        "M20,30H60V80H20z",
        "m20 30h40v50h-40z",
        "M20 30 60 30 60 80 20 80Z",
        "m20,30 40,0 0,50 -40,0z",
        "M20 30C20 30 60 30 60 30S60 80 60 80Q40 80 20 80Z",
        "M20 30c0 0 40 0 40 0s0 50 0 50q-20 0-40 0z",
    ],
)
def test_every_way_to_say_a_rectangle_draws_it(path: str) -> None:
    assert differ(drawn(svg(path)), expected(("rectangle", (20, 30, 60, 80)))) < 0.004


@pytest.mark.parametrize(
    "path",
    [
        "M20 50A30 30 0 1 1 80 50A30 30 0 1 1 20 50Z",
        "M20 50a30 30 0 0 1 60 0a30 30 0 0 1 -60 0z",
        "M20,50a30,30,0,0,1,60,0,30,30,0,0,1-60,0Z",
        "M20 50a30 30 0 0160 0 30 30 0 01-60 0Z",
        "M80 50A30 30 0 1 0 20 50A30 30 0 1 0 80 50Z",
        "M20 50A10 10 0 0 1 80 50A10 10 0 0 1 20 50Z",
        "M50 20A30 30 45 0 1 50 80A30 30 45 0 1 50 20Z",
    ],
)
def test_every_way_to_say_a_circle_draws_it(path: str) -> None:
    assert differ(drawn(svg(path)), expected(("ellipse", (20, 20, 80, 80)))) < 0.006


def test_a_flat_arc_is_a_line() -> None:
    flat = svg("M20 30A0 0 0 0 1 60 30L60 80A5 5 0 0 1 60 80L20 80Z")
    assert differ(drawn(flat), expected(("rectangle", (20, 30, 60, 80)))) < 0.004


def test_holes_follow_the_fill_rule_and_colours_the_file() -> None:
    ring = "M0 0H100V100H0ZM25 25H75V75H25Z"
    assert drawn(svg(ring)).getpixel((100, 100)) == (255, 0, 0)
    assert drawn(svg(ring, fill_rule="evenodd")).getpixel((100, 100)) == (255, 255, 255)
    assert drawn(svg(ring, fill="#0C524E")).getpixel((10, 10)) == (12, 82, 78)


def test_every_icon_and_our_arms_can_be_drawn() -> None:
    icons = sorted((RESOURCES / "icons" / "bold").glob("*.svg"))
    assert len(icons) > 100
    for icon in icons:
        assert isinstance(drawing.load(icon.read_bytes()), Drawing)
    assert differ(drawn(ARMS), Image.new("RGB", (SIDE, SIDE), "white")) > 0.1


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_picture_keeps_its_colours_and_its_shape(kind: str) -> None:
    image = Image.new("RGB", (60, 30), (0, 128, 0))
    buffer = io.BytesIO()
    image.save(buffer, kind)
    page = drawn(buffer.getvalue(), times=2)
    middle = page.crop((100, 100, 101, 101)).tobytes()
    assert abs(middle[1] - 128) < 4
    assert max(middle[0], middle[2]) < 4
    assert page.getpixel((100, 20)) == (255, 255, 255)


def test_transparent_parts_are_paper_and_giants_become_small() -> None:
    buffer = io.BytesIO()
    Image.new("RGBA", (900, 900), (0, 0, 0, 0)).save(buffer, "PNG")
    picture = drawing.load(buffer.getvalue())
    assert isinstance(picture, Picture)
    assert max(picture.width, picture.height) == drawing.MOST_PIXELS
    assert drawn(buffer.getvalue()).getextrema() == ((255, 255), (255, 255), (255, 255))


def test_a_picture_too_large_to_unfold_is_refused() -> None:
    buffer = io.BytesIO()
    Image.new("1", (8_000, 6_000)).save(buffer, "PNG")
    with pytest.raises(Refused):
        drawing.load(buffer.getvalue())


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"GIF89a",
        b"\x89PNG\r\n\x1a\n",
        b'<svg><path d="M0 0"/></svg>',
        svg("M0 0 L oh"),
        svg("10 20"),
        svg("M0 0 A 5 5 0 2 1 9 9"),
    ],
)
def test_what_is_no_picture_is_refused(raw: bytes) -> None:
    with pytest.raises(Refused) as refused:
        drawing.load(raw)
    assert refused.value.code == "bad_picture"
