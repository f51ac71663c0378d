"""Numbers as the window writes them, the same in every language: `1,204`, `2.0`.

A figure is compared with the report's, with the log's and with that of whoever speaks another
language; `docs/reference/translation.md` says so, and a test looks for any other way.
"""


def number_text(value: float, *, places: int = 0, digits: int | None = None) -> str:
    """A number with commas between thousands and a point before what is less than one.

    Args:
        value: the number.
        places: behind the point.
        digits: instead of places, at most so many that count.
    """
    return f"{value:,.{places}f}" if digits is None else f"{value:,.{digits}g}"
