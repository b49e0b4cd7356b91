"""Writes src/app/styles/formulaLetters.woff2: of Inter's letters beyond Latin those that formulas need, ℓ, ᵢ, Ĝ and their like.

In the package they stand among the letters of many languages, in a file that is too large to be waited for. Prints the letters
that the file holds, as typeface.css states them. Inter is under the SIL Open Font License 1.1, and so is this part of it.
Run: python3 tools/makeFormulaLetters.py, with fontTools and brotli (on Debian python3-fonttools and python3-brotli).
"""
import pathlib
from fontTools import subset
from fontTools.ttLib import TTFont

root = pathlib.Path(__file__).parent.parent
source = root / "node_modules/@fontsource-variable/inter/files/inter-latin-ext-wght-normal.woff2"
target = root / "src/app/styles/formulaLetters.woff2"

# Ĝ, modifier letters, raised and lowered letters, script l, lowered j.
wanted = {0x11C, *range(0x2B0, 0x2B9), *range(0x1D2C, 0x1D6B), 0x2113, 0x2C7C, 0x2C7D}

options = subset.Options()
options.flavor = "woff2"
font = subset.load_font(str(source), options)
subsetter = subset.Subsetter(options)
subsetter.populate(unicodes=wanted)
subsetter.subset(font)
subset.save_font(font, str(target), options)

held = sorted(TTFont(str(target)).getBestCmap())
spans = []
for code in held:
    if spans and spans[-1][1] == code - 1:
        spans[-1][1] = code
    else:
        spans.append([code, code])
print(", ".join(f"U+{a:04X}" if a == b else f"U+{a:04X}-{b:04X}" for a, b in spans))
