import pytest

from cba_core.detection.frozen_graph import cut_graph


def field(number: int, content: bytes) -> bytes:
    assert len(content) < 128
    return bytes([number << 3 | 2, len(content)]) + content


def node(name: str, operation: str, *inputs: str) -> bytes:
    body = field(1, name.encode()) + field(2, operation.encode())
    return field(1, body + b"".join(field(3, one.encode()) for one in inputs))


PICTURE = node("picture", "Placeholder")
SCALED = node("scaled", "Sub", "picture")
WEIGHTS = node("weights", "Const")
FOUND = node("found", "Conv2D", "scaled", "weights:0")
LATER = node("later", "Loop", "found")
VERSION = field(4, bytes([8, 27]))


def test_nodes_behind_the_outputs_and_before_the_source_are_left_out() -> None:
    graph = PICTURE + SCALED + WEIGHTS + FOUND + LATER + VERSION
    cut = cut_graph(graph, source="scaled", outputs=["found"])
    assert cut.endswith(WEIGHTS + FOUND)
    assert PICTURE not in cut
    assert LATER not in cut
    assert SCALED not in cut


def test_the_source_becomes_a_float_input_of_the_same_name() -> None:
    cut = cut_graph(PICTURE + SCALED + FOUND + WEIGHTS, source="scaled", outputs=["found"])
    dtype = field(5, field(1, b"dtype") + field(2, bytes([0x30, 1])))  # type (6) = DT_FLOAT (1)
    assert cut.startswith(field(1, field(1, b"scaled") + field(2, b"Placeholder") + dtype))


def test_control_inputs_are_followed() -> None:
    graph = PICTURE + WEIGHTS + node("found", "Identity", "picture", "^weights")
    assert WEIGHTS in cut_graph(graph, source="picture", outputs=["found"])


def test_long_contents_carry_their_length_in_several_bytes() -> None:
    body = field(1, b"big") + field(2, b"Const") + bytes([5 << 3 | 2, 0xAC, 0x02]) + bytes(300)
    big = bytes([1 << 3 | 2, 0x80 | len(body) & 0x7F, len(body) >> 7]) + body
    graph = PICTURE + big + node("found", "Add", "picture", "big")
    assert big in cut_graph(graph, source="picture", outputs=["found"])


@pytest.mark.parametrize(
    "damaged", [FOUND[:-3], b"\x0f\x00", b"\xff" * 9, b"\x0a", FOUND + b"\x0a\x7f"]
)
def test_damaged_graphs_are_refused(damaged: bytes) -> None:
    with pytest.raises(ValueError, match="damaged"):
        cut_graph(damaged, source="scaled", outputs=["found"])


def test_a_graph_without_the_wanted_node_is_refused() -> None:
    with pytest.raises(ValueError, match="has no node found"):
        cut_graph(PICTURE, source="picture", outputs=["found"])
