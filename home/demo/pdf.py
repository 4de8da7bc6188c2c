"""Small PDF files with headings and paragraphs, tagged so that screen readers can read them.

Written by hand (ISO 32000-1): a few pages of Latin text need no library. What is missing to PDF/UA is an
embedded font: viewers bring Helvetica along.
"""

from collections.abc import Sequence
from textwrap import wrap
from typing import Final

PAGE: Final = (595, 842)  # A4 in points
MARGIN: Final = 72
CODEC: Final = "cp1252"
# Font resource, size, distance to the next line, characters in a line, space above; in points.
STYLES: Final = {"H1": ("F2", 22, 28, 40, 0), "H2": ("F2", 14, 20, 60, 18), "P": ("F1", 11, 16, 84, 8)}


def pdf(title: str, paragraphs: Sequence[str], language: str) -> bytes:
    """A file of one page. `# …` is a heading; UnicodeEncodeError for letters outside Windows-1252."""
    marked = [("H1", title)]
    marked += [("H2", text[2:]) if text.startswith("# ") else ("P", text) for text in paragraphs]
    kinds = [kind for kind, _ in marked]
    tags = range(9, 9 + len(kinds))
    content = "\n".join(page_content(marked)).encode(CODEC)
    objects = [
        f"<< /Type /Catalog /Pages 2 0 R /Lang {string(language)} /MarkInfo << /Marked true >> "
        "/StructTreeRoot 6 0 R /ViewerPreferences << /DisplayDocTitle true >> >>".encode(CODEC),
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {PAGE[0]} {PAGE[1]}] /StructParents 0 /Tabs /S "
        "/Contents 4 0 R /Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica "
        "/Encoding /WinAnsiEncoding >> /F2 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold "
        "/Encoding /WinAnsiEncoding >> >> >> >>".encode(CODEC),
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        f"<< /Title {string(title)} /Author (IAHM) >>".encode(CODEC),
        b"<< /Type /StructTreeRoot /K 8 0 R /ParentTree 7 0 R /ParentTreeNextKey 1 >>",
        f"<< /Nums [0 [{references(tags)}]] >>".encode(CODEC),
        f"<< /Type /StructElem /S /Document /P 6 0 R /K [{references(tags)}] >>".encode(CODEC),
    ]
    objects += [
        f"<< /Type /StructElem /S /{kind} /P 8 0 R /Pg 3 0 R /K {index} >>".encode(CODEC)
        for index, kind in enumerate(kinds)
    ]
    return file_of(objects)


def page_content(marked: Sequence[tuple[str, str]]) -> list[str]:
    lines, height = [], PAGE[1] - MARGIN
    for index, (kind, text) in enumerate(marked):
        font, size, leading, width, above = STYLES[kind]
        height -= above
        lines.append(f"/{kind} << /MCID {index} >> BDC BT /{font} {size} Tf")
        # Between the lines of a paragraph stands a space: readers would join words over the break.
        for line in wrap(text, width):
            height -= leading
            lines.append(f"1 0 0 1 {MARGIN} {height} Tm {string(line + ' ')} Tj")
        lines.append("ET EMC")
    return lines


def string(text: str) -> str:
    """A literal string; what stands in a title is the same in PDFDocEncoding, umlauts included."""
    return "(" + text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)") + ")"


def references(numbers: Sequence[int]) -> str:
    return " ".join(f"{number} 0 R" for number in numbers)


def file_of(objects: Sequence[bytes]) -> bytes:
    """Numbers the objects from 1, and appends the table that says where each begins."""
    output = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(output))
        output += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(output)
    output += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    output += b"".join(b"%010d 00000 n \n" % place for place in places)
    output += b"trailer\n<< /Size %d /Root 1 0 R /Info 5 0 R >>\n" % (len(objects) + 1)
    output += b"startxref\n%d\n%%%%EOF\n" % start
    return bytes(output)
