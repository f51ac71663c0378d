"""What makes the PDF of a report a PDF/A-1b: colours that are defined, and metadata as XMP.

Fonts are embedded by `pdf_parts`, nothing is transparent, and nothing outside is referred to. ISO
19005-1 asks besides for an output intent, and for metadata that say what the document information
says. Whether a file conforms is for a validator to say: `packaging/check_pdfa.py` asks one.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from reportlab.pdfbase.pdfdoc import (
    XMP,
    NoEncryption,
    PDFArray,
    PDFDictionary,
    PDFDocument,
    PDFName,
    PDFObject,
    PDFStream,
    PDFString,
    pdfdocEnc,
)

Json = Mapping[str, Any]

PDF_VERSION = (1, 4)
"""That of PDF/A-1."""
_PROFILE = Path(__file__).parents[2] / "resources" / "icc" / "sRGB.icc"
_CONDITION = "sRGB IEC61966-2.1"
_PRODUCER = "ReportLab"


def told(value: object) -> str:
    """Text that document information and XMP can both hold: without control characters."""
    return "".join(one if one.isprintable() else " " for one in str(value)).strip()


class _Stream(bytes, PDFObject):  # type: ignore[misc]  # reportlab has no types
    """Content of a stream, which stands on lines of its own; its length is without their end."""

    def format(self, document: PDFDocument) -> bytes:
        """As it is written."""
        del document
        return bytes(self) + b"\n"


class _StreamsOnLines(NoEncryption):  # type: ignore[misc]  # reportlab has no types
    """The one place where reportlab hands out the content of every stream before it is written."""

    def encode(self, content: str | bytes) -> bytes:
        """The same content, with the end of line that PDF/A-1 asks for before `endstream`."""
        return _Stream(pdfdocEnc(content))


def make_archivable(document: PDFDocument, report: Json) -> None:
    """Add the output intent and the metadata to a document before it is saved.

    Args:
        document: reportlab's, whose title, author, subject and creator are `told` already.
        report: its JSON; the state of the case is the document's date.
    """
    document.encrypt = _StreamsOnLines()
    info, catalog = document.info, document.Catalog
    info.producer = _PRODUCER
    as_of = report["case"]["as_of"]
    made = datetime(2000, 1, 1, tzinfo=UTC) if as_of is None else datetime.fromisoformat(as_of)
    made = made.astimezone(UTC)
    info._dateFormatter = lambda *_: f"D:{made:%Y%m%d%H%M%S}+00'00'"  # noqa: SLF001  (reportlab's own)
    xmp = _xmp(info, f"{made:%Y-%m-%dT%H:%M:%S}+00:00").encode("utf-8")
    catalog.Metadata = XMP(creator=lambda _: xmp)
    profile = PDFStream(PDFDictionary({"N": 3}), _PROFILE.read_bytes())
    catalog.OutputIntents = PDFArray(
        [
            PDFDictionary(
                {
                    "Type": PDFName("OutputIntent"),
                    "S": PDFName("GTS_PDFA1"),
                    "OutputConditionIdentifier": PDFString(_CONDITION),
                    "Info": PDFString(_CONDITION),
                    "DestOutputProfile": document.Reference(profile),
                }
            )
        ]
    )
    # reportlab writes what its catalogue lists
    catalog.__NoDefault__ = [*catalog.__NoDefault__, "OutputIntents"]


def _xmp(info: Any, made: str) -> str:  # noqa: ANN401  (reportlab has no types)
    title, author, subject, creator = (
        escape(one) for one in (info.title, info.author, info.subject, info.creator)
    )
    return f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/">
<xmp:CreatorTool>{creator}</xmp:CreatorTool>
<xmp:CreateDate>{made}</xmp:CreateDate>
<xmp:ModifyDate>{made}</xmp:ModifyDate>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdf="http://ns.adobe.com/pdf/1.3/">
<pdf:Producer>{escape(_PRODUCER)}</pdf:Producer>
<pdf:Keywords></pdf:Keywords>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<pdfaid:part>1</pdfaid:part>
<pdfaid:conformance>B</pdfaid:conformance>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"""
