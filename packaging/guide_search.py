"""A search of the guide's pages that works from a folder: a hook of mkdocs.

mkdocs' own reads its index over HTTP, which a page that is opened from a folder cannot do. Here the
index is a script beside the pages, and `guide/search.js` looks through it.
"""

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

_HEADING = re.compile(r"h[1-6]")
_pages: list[dict[str, Any]] = []


class _Reader(HTMLParser):
    """Text and headings of a page, with their anchors."""

    def __init__(self) -> None:
        super().__init__()
        self.headings: list[tuple[str, str]] = []  # words, anchor
        self.words: list[str] = []
        self._anchor: str | None = None
        self._heading: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if _HEADING.fullmatch(tag):
            self._anchor, self._heading = dict(attrs).get("id") or "", []

    def handle_endtag(self, tag: str) -> None:
        if _HEADING.fullmatch(tag) and self._heading is not None:
            self.headings.append((" ".join(self._heading), self._anchor or ""))
            self._heading = None

    def handle_data(self, data: str) -> None:
        words = " ".join(data.split())
        if words:
            self.words.append(words)
            if self._heading is not None:
                self._heading.append(words)


def on_pre_build(config: Any) -> None:  # noqa: ANN401, ARG001  (mkdocs is no dependency of ours)
    """A new build begins."""
    _pages.clear()


def on_page_content(html: str, page: Any, **_: Any) -> str:  # noqa: ANN401  (as above)
    """Keep what a page says."""
    reader = _Reader()
    reader.feed(html)
    _pages.append(
        {
            "title": str(page.title),
            "url": page.url,
            "headings": reader.headings,
            "text": " ".join(reader.words),
        }
    )
    return html


def on_post_build(config: Any) -> None:  # noqa: ANN401  (as above)
    """Write the index."""
    pages = json.dumps(_pages, ensure_ascii=True).replace("<", "\\u003c")
    target = Path(config["site_dir"]) / "guide" / "search-index.js"
    target.write_text(f"var DUSKLINE_PAGES = {pages};\n", "ascii")
