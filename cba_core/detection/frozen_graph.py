"""Cutting a TensorFlow frozen graph down to the part that is wanted.

A graph file is a protocol buffer `GraphDef`: a list of nodes (field 1), each with its name
(field 1), operation (2) and inputs (3). Nodes are copied as they are, so nothing but these
three fields has to be understood, and no TensorFlow is needed. Reading the whole graph of a
detector takes OpenVINO seconds, the part in front of its post-processing half a second.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

_LENGTH_PREFIXED = 2
_FIXED_SIZES = {1: 8, 5: 4}  # wire type: bytes
_FLOAT = 1  # TensorFlow's DT_FLOAT


class _Node(NamedTuple):
    start: int  # with its tag and length
    end: int
    inputs: tuple[str, ...]


def cut_graph(graph: bytes, *, source: str, outputs: Sequence[str]) -> bytes:
    """The nodes that `outputs` need, with `source` made the float32 input.

    Args:
        graph: content of a frozen graph file.
        source: name of the node that is replaced by an input of the same name.
        outputs: names of the nodes that are wanted.

    Raises:
        ValueError: the bytes are no such graph, or lack one of the nodes.
    """
    try:
        nodes = _nodes(graph)
    except (IndexError, UnicodeDecodeError) as error:
        raise ValueError("the file is damaged or no frozen graph") from error
    needed: set[str] = set()
    wanted = list(outputs)
    while wanted:
        name = wanted.pop()
        if name == source or name in needed:
            continue
        if name not in nodes:
            raise ValueError(f"the graph has no node {name}")
        needed.add(name)
        wanted += nodes[name].inputs
    entry = _field(1, source.encode()) + _field(2, b"Placeholder") + _field(5, _DTYPE)
    kept = (graph[node.start : node.end] for name, node in nodes.items() if name in needed)
    return _field(1, entry) + b"".join(kept)


def _nodes(graph: bytes) -> dict[str, _Node]:
    nodes = {}
    for number, start, body, end in _fields(graph, 0, len(graph)):
        if number != 1:
            continue
        name, inputs = "", []
        for inner, _, first, last in _fields(graph, body, end):
            if inner == 1:
                name = graph[first:last].decode()
            elif inner == 3:  # noqa: PLR2004  (field number, see above)
                # "^node" waits for a node, "node:1" takes its second output
                inputs.append(graph[first:last].decode().lstrip("^").split(":")[0])
        nodes[name] = _Node(start, end, tuple(inputs))
    return nodes


def _fields(data: bytes, at: int, end: int) -> Iterator[tuple[int, int, int, int]]:
    """Number, start, start of the content and end of each field of a message."""
    while at < end:
        start = at
        tag, at = _varint(data, at)
        kind = tag & 7
        if kind == _LENGTH_PREFIXED:
            length, at = _varint(data, at)
            stop = at + length
        elif kind == 0:
            _, stop = _varint(data, at)
        elif kind in _FIXED_SIZES:
            stop = at + _FIXED_SIZES[kind]
        else:
            raise ValueError("the file is damaged or no frozen graph")
        if stop > end:
            raise ValueError("the file is damaged or no frozen graph")
        yield tag >> 3, start, at, stop
        at = stop


def _varint(data: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = data[at]
        at += 1
        value |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:  # noqa: PLR2004  (the last byte has no continuation bit)
            return value, at


def _field(number: int, content: bytes) -> bytes:
    length = len(content)
    prefix = bytearray([number << 3 | _LENGTH_PREFIXED])
    while length >= 0x80:  # noqa: PLR2004  (continuation bit)
        prefix.append(length & 0x7F | 0x80)
        length >>= 7
    prefix.append(length)
    return bytes(prefix) + content


_DTYPE = _field(1, b"dtype") + _field(2, bytes([6 << 3, _FLOAT]))  # attr: dtype = DT_FLOAT
