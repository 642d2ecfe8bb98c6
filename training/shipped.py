"""The shipped weights: int8 with a scale a row, in safetensors (FORMATS.md section 4)."""

import hashlib
import json

import numpy
import torch

from model import CELLS, LanguageModel
from results import MODELS

TYPES = {"I8": numpy.int8, "F32": numpy.float32}


def quantise(matrix, candidates=numpy.linspace(0.7, 1, 31)):
    """int8 (rows, columns) and float32 scales (rows) with the least squared error a row.

    Round to nearest, symmetric: a row's scale is its largest |w| / 127 times the best of
    `candidates`; what then lies beyond ±127 is clipped.
    """
    largest = numpy.abs(matrix).max(axis=1).clip(min=1e-12)
    best_error = numpy.full(len(matrix), numpy.inf)
    scales = numpy.empty(len(matrix), dtype=numpy.float32)
    for candidate in candidates:
        scale = (largest * candidate / 127).astype(numpy.float32)
        rounded = numpy.rint(matrix / scale[:, None]).clip(-127, 127)
        error = ((rounded * scale[:, None] - matrix) ** 2).sum(axis=1)
        better = error < best_error
        best_error[better], scales[better] = error[better], scale[better]
    return numpy.rint(matrix / scales[:, None]).clip(-127, 127).astype(numpy.int8), scales


def safetensors(tensors):
    """The bytes of a safetensors file. Every tensor takes a multiple of 8 bytes, so all are aligned."""
    header, offset = {"__metadata__": {"format": "pt"}}, 0
    for name, array in tensors.items():
        kind = next(key for key, value in TYPES.items() if array.dtype == value)
        assert array.nbytes % 8 == 0, f"{name} takes {array.nbytes} bytes, a multiple of 8 needed"
        header[name] = {"dtype": kind, "shape": list(array.shape), "data_offsets": [offset, offset + array.nbytes]}
        offset += array.nbytes
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    return len(text).to_bytes(8, "little") + text + b"".join(array.tobytes() for array in tensors.values())


def quantised_tensors(state):
    """Tensors of the shipped file from a state dict: matrices as int8 and scales, biases float32."""
    tensors = {}
    for name, tensor in state.items():
        array = tensor.numpy().astype(numpy.float32)
        if array.ndim == 2:
            tensors[name], tensors[f"{name}.scale"] = quantise(array)
        else:
            tensors[name] = array
    return tensors


def shipped_state(identifier):
    """The state dict of a shipped file, widened to float32 (q · scale), and its SHA-256."""
    content = (MODELS / identifier / "model.safetensors").read_bytes()
    length = int.from_bytes(content[:8], "little")
    header = json.loads(content[8 : 8 + length])
    arrays = {}
    for name, entry in header.items():
        if name != "__metadata__":
            start, end = (8 + length + offset for offset in entry["data_offsets"])
            arrays[name] = numpy.frombuffer(content[start:end], TYPES[entry["dtype"]]).reshape(entry["shape"])
    state = {}
    for name, array in arrays.items():
        if not name.endswith(".scale"):
            scale = arrays.get(f"{name}.scale")
            wide = array if scale is None else array.astype(numpy.float32) * scale[:, None]
            state[name] = torch.from_numpy(wide.copy())
    return state, hashlib.sha256(content).hexdigest()


def model_of(identifier, state):
    vocabulary, units = state["embedding.weight"].shape
    model = LanguageModel(CELLS[identifier], vocabulary, units)
    model.load_state_dict(state)
    return model.eval()
