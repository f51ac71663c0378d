"""Tiny ONNX files shaped like a YOLOX detector, whose answer is known."""

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper


def cells_of(side: int) -> int:
    """Rows of the output for a square input."""
    return sum((side // stride) ** 2 for stride in (8, 16, 32))


def write_yolox(
    path: Path,
    answer: Mapping[int, Mapping[int, float]],
    *,
    side: int = 64,
    rows: int | None = None,
) -> Path:
    """Write a network that gives the same `answer`, {row: {column: value}}, to every picture.

    It adds the picture's sum times zero, so that no runtime can leave the input away.
    """
    output = np.zeros((1, cells_of(side) if rows is None else rows, 85), np.float32)
    for row, columns in answer.items():
        for column, value in columns.items():
            output[0, row, column] = value
    nodes = [
        helper.make_node("ReduceSum", ["images"], ["sum"], keepdims=0),
        helper.make_node("Mul", ["sum", "zero"], ["nothing"]),
        helper.make_node("Add", ["answer", "nothing"], ["output"]),
    ]
    graph = helper.make_graph(
        nodes,
        "yolox",
        [helper.make_tensor_value_info("images", TensorProto.FLOAT, [1, 3, side, side])],
        [helper.make_tensor_value_info("output", TensorProto.FLOAT, list(output.shape))],
        [
            numpy_helper.from_array(output, "answer"),
            numpy_helper.from_array(np.float32(0).reshape(()), "zero"),
        ],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], ir_version=8)
    onnx.checker.check_model(model)
    onnx.save(model, str(path))
    return path
