"""Frozen dataclasses to JSON and back, strictly: a file says exactly what the class holds."""

import types
from collections.abc import Mapping
from dataclasses import MISSING, asdict, fields, is_dataclass
from typing import Any, Literal, TypeAlias, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")
Alternatives = Mapping[str, type[Any]]


class HeaderMismatchError(ValueError):
    """The JSON does not say what the class holds; the text names the place."""


def to_json(value: object) -> dict[str, Any]:
    """A dataclass as JSON objects, tuples as lists."""
    if not is_dataclass(value) or isinstance(value, type):
        raise TypeError(f"a dataclass instance is wanted, got {type(value).__name__}")
    return asdict(value)


def from_json(kind: type[T], data: object, families: Alternatives, place: str = "header") -> T:
    """Build `kind` from parsed JSON.

    Args:
        kind: a dataclass of plain values, tuples and dataclasses.
        data: what `json.loads` gave.
        families: classes for a field that may hold one of several, by the text in their
            field `family`.
        place: where in the file this is, for the message.

    Raises:
        HeaderMismatchError: a field is missing, unknown or of another type.
    """
    if not isinstance(data, dict):
        raise HeaderMismatchError(f"{place} must be an object")
    hints = get_type_hints(kind)
    known = {field.name: field for field in fields(kind)}  # type: ignore[arg-type]  # T is a dataclass
    for name in data.keys() - known.keys():
        raise HeaderMismatchError(f"{place}.{name} is unknown")
    values: dict[str, Any] = {}
    for name, field in known.items():
        if name in data:
            values[name] = _value(hints[name], data[name], families, f"{place}.{name}")
        elif field.default is MISSING:
            raise HeaderMismatchError(f"{place}.{name} is missing")
    try:
        return kind(**values)
    except ValueError as error:
        raise HeaderMismatchError(f"{place}: {error}") from error


Anything: TypeAlias = Any
"""A type hint, or what it describes."""


def _value(hint: Anything, data: object, families: Alternatives, place: str) -> Anything:
    origin: Anything = get_origin(hint)
    arguments = get_args(hint)
    if origin is Literal:
        if data not in arguments:
            raise HeaderMismatchError(f"{place} must be one of {arguments}, got {data!r}")
        return data
    if origin in (Union, types.UnionType):
        return _one_of(arguments, data, families, place)
    if origin is tuple:
        return _items(arguments, data, families, place)
    if is_dataclass(hint):
        return from_json(hint, data, families, place)  # type: ignore[arg-type]  # a class, not an instance
    if hint is float and isinstance(data, int) and not isinstance(data, bool):
        return float(data)
    if not isinstance(data, hint) or (isinstance(data, bool) and hint is not bool):
        raise HeaderMismatchError(f"{place} must be {hint.__name__}, got {data!r}")
    return data


def _one_of(
    kinds: tuple[Anything, ...], data: object, families: Alternatives, place: str
) -> Anything:
    if types.NoneType in kinds:
        if data is None:
            return None
        (kind,) = (one for one in kinds if one is not types.NoneType)
        return _value(kind, data, families, place)
    family = data.get("family") if isinstance(data, dict) else None
    if not isinstance(family, str) or families.get(family) not in kinds:
        raise HeaderMismatchError(f"{place}.family must be one of {list(families)}, got {family!r}")
    return from_json(families[family], data, families, place)


def _items(
    kinds: tuple[Any, ...], data: object, families: Alternatives, place: str
) -> tuple[Any, ...]:
    if not isinstance(data, list | tuple):
        raise HeaderMismatchError(f"{place} must be a list")
    if kinds[-1] is Ellipsis:
        kinds = (kinds[0],) * len(data)
    if len(kinds) != len(data):
        raise HeaderMismatchError(f"{place} must have {len(kinds)} items, got {len(data)}")
    pairs = zip(kinds, data, strict=True)
    return tuple(_value(k, d, families, f"{place}[{i}]") for i, (k, d) in enumerate(pairs))
