"""The look holds its promises: one sheet for both directions, small, and nothing inline."""

import gzip
import re
from pathlib import Path

import brotli
import pytest

ROOT = Path(__file__).parents[2]
STATIC = ROOT / "awards_site" / "static" / "awards_site"
SHEETS = sorted((STATIC / "css").glob("*.css"))
PHYSICAL = re.compile(
    r"[{;\s](?:(?:margin|padding|border|scroll-margin|scroll-padding)-(?:left|right|top|bottom)"
    r"|left|right|top|bottom|width|height|(?:min|max)-(?:width|height)|border-(?:top|bottom)-(?:left|right)-radius"
    r")\s*:|(?:float|clear|text-align)\s*:\s*(?:left|right)"
)
TOKENS = ["paper", "surface", "ink", "ink-soft", "line", "lapis", "lapis-deep"]
TOKENS += ["turquoise", "saffron", "pomegranate", "gold"]


def sheet(name):
    return (STATIC / "css" / f"{name}.css").read_text(encoding="utf-8")


def declarations(css):
    plain = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    return re.sub(r"url\(\"data:[^)]*\)|@media[^{]*\{", "", plain)


def packed(path):
    return len(brotli.compress(path.read_bytes()))


def luminance(colour):
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def tokens(scheme):
    css = sheet("site")
    part = css if scheme == "light" else css[css.index("prefers-color-scheme:dark") :]
    return {name: re.search(rf"--{name}:(#[0-9A-F]{{6}})", part)[1] for name in [*TOKENS, "edge", "tint"]}


@pytest.mark.parametrize("path", SHEETS, ids=[path.name for path in SHEETS])
def test_sheet_knows_no_left_and_right(path):
    assert PHYSICAL.findall(declarations(path.read_text(encoding="utf-8"))) == []


def test_physical_properties_would_be_seen():
    for fault in ("a{margin-left:1px}", "a{left:0}", "a{text-align:right}", "a{width:3px}", "a{float:left}"):
        assert PHYSICAL.search(declarations(fault))
    for fine in (
        "a{border-width:1px}",
        "a{margin-inline:0}",
        "a{line-height:2}",
        "@media (max-width:9em){a{color:red}}",
    ):
        assert not PHYSICAL.search(declarations(fine))


def test_first_visit_is_small():
    assert packed(STATIC / "css" / "site.css") <= 12_000
    assert packed(STATIC / "js" / "site.js") <= 4_000
    assert packed(STATIC / "css" / "fonts.css") <= 500
    drawings = [len(gzip.compress(path.read_bytes())) for path in (STATIC / "img").glob("*.svg")]
    assert max(drawings) <= 1_000


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_is_readable_on_paper_and_surface(scheme):
    colours = tokens(scheme)
    for ground in ("paper", "surface", "tint"):
        assert contrast(colours["ink"], colours[ground]) >= 12
        for name in ("ink-soft", "lapis", "turquoise", "saffron", "pomegranate"):
            assert contrast(colours[name], colours[ground]) >= 4.5, (name, ground)
        assert contrast(colours["edge"], colours[ground]) >= 3
    assert contrast(colours["paper"], colours["lapis"]) >= 4.5
    assert contrast(colours["paper"], colours["pomegranate"]) >= 4.5


def test_readers_settings_are_heeded():
    css = sheet("site")
    for setting in (
        "prefers-color-scheme:dark",
        "prefers-reduced-motion",
        "prefers-contrast",
        "forced-colors",
        "print",
    ):
        assert f"@media ({setting}" in css or f"@media {setting}" in css
    assert "prefers-reduced-data:reduce" in sheet("fonts")
    assert ":focus-visible" in css


def test_font_is_the_arabic_part_alone_and_comes_after_the_text():
    fonts = sheet("fonts")
    assert "font-display:swap" in fonts
    assert "U+0600-06FF" in fonts
    assert "U+0-" not in fonts
    assert (STATIC / "fonts" / "vazirmatn-arabic.woff2").stat().st_size < 50_000
    assert "SIL OPEN FONT LICENSE" in (STATIC / "fonts" / "OFL.txt").read_text(encoding="utf-8")


def test_no_template_holds_script_or_style_of_its_own():
    for path in (ROOT / "templates").rglob("*.html"):
        if "letters" in path.parts:
            continue
        text = path.read_text(encoding="utf-8")
        assert not re.search(
            r"<style|\sstyle=|\son[a-z]+=\"|<script(?![^>]*(\ssrc=|type=\"application/json\"))", text
        ), path


def test_drawings_hold_no_style_and_the_colour_of_their_place():
    for path in (STATIC / "img").glob("*.svg"):
        text = path.read_text(encoding="utf-8")
        if path.stem not in {"favicon", "girih"}:
            assert "currentColor" in text
            assert "<style" not in text
            assert " id=" not in text
