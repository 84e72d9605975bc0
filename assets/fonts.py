"""Make one web font per weight from the subsets that the font packages ship.

The packages cut each face into latin, latin-ext, cyrillic, cyrillic-ext: a Kazakh line needs three of them and ₸ a
fourth. Here only the characters that Kazakh, Russian and English text needs are kept, and merged into a single file of
11–25 kB. Needs fontTools and brotli (``uv run --group assets python assets/fonts.py``) and ``node_modules``.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from fontTools.merge import Merger
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ROOT / "node_modules" / "@fontsource"
TARGET = ROOT / "src" / "tarazy" / "base" / "static" / "built" / "fonts"

SUBSETS = ("latin", "latin-ext", "cyrillic", "cyrillic-ext")
FEATURES = ["kern", "liga", "locl", "tnum", "lnum", "pnum"]
DROPPED_TABLES = ["BASE", "STAT", "prep", "vhea", "vmtx", "gasp", "DSIG"]

KAZAKH = "ӘәҒғҚқҢңӨөҰұҮүҺһІі"
PUNCTUATION = "\u00a0«»‹›“”„‘’‚–—…·•×−±≤≥≈‰°§№†€₸©½′″\u2009\u200a\u202f\u2011"


@dataclass(frozen=True)
class Face:
    """One weight of one family, and the file it becomes."""

    package: str
    weight: int

    @property
    def target(self) -> Path:
        return TARGET / f"{self.package}-{self.weight}.woff2"

    def source(self, subset: str) -> Path:
        return PACKAGES / self.package / "files" / f"{self.package}-{subset}-{self.weight}-normal.woff2"


FACES = (Face("golos-text", 400), Face("golos-text", 600), Face("source-serif-4", 600))


def wanted() -> set[int]:
    """The code points kept: printable ASCII, Russian and Kazakh letters, accented Latin 1, the signs we set."""
    ascii_ = set(range(0x20, 0x7F))
    latin_1 = set(range(0xC0, 0x100))
    russian = set(range(0x410, 0x450)) | {0x401, 0x451}
    return ascii_ | latin_1 | russian | {ord(c) for c in KAZAKH + PUNCTUATION}


def cut(source: Path, codepoints: set[int], target: Path) -> set[int]:
    """Write the part of ``source`` that holds ``codepoints``; return those it had."""
    font = TTFont(source, recalcTimestamp=False)
    held = codepoints & set(font.getBestCmap())
    options = Options(layout_features=FEATURES, hinting=False, notdef_outline=True, glyph_names=False)
    options.drop_tables += DROPPED_TABLES
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=held)
    subsetter.subset(font)
    font.flavor = None
    font.save(target)
    return held


def merge(face: Face) -> None:
    """Join the cut subsets of one face; fail when a Kazakh letter or the tenge sign is in none of them."""
    missing = wanted()
    with tempfile.TemporaryDirectory() as folder:
        parts = []
        for subset in SUBSETS:
            part = Path(folder) / f"{subset}.ttf"
            held = cut(face.source(subset), missing, part)
            missing -= held
            if held:
                parts.append(str(part))
        font = Merger().merge(parts)
    needed = {ord(c) for c in KAZAKH + "₸«»–—"}
    if missing & needed:
        sys.exit(f"{face.package} {face.weight} lacks {''.join(map(chr, sorted(missing & needed)))}")
    font.recalcTimestamp = False
    font["head"].modified = font["head"].created
    font.flavor = "woff2"
    face.target.parent.mkdir(parents=True, exist_ok=True)
    font.save(face.target)


def main() -> None:
    for face in FACES:
        merge(face)
        sys.stdout.write(f"{face.target.relative_to(ROOT)}  {face.target.stat().st_size / 1000:.1f} kB\n")
    for package in sorted({face.package for face in FACES}):
        shutil.copyfile(PACKAGES / package / "LICENSE", TARGET / f"{package}-LICENSE.txt")


if __name__ == "__main__":
    main()
