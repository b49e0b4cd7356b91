"""Writes src/files/files.fixtures.json: files by NumPy in every dtype, order and version that is read, with their matrices.

.safetensors files are written by hand as the format is specified: length, JSON, little-endian bytes.
Run: python3 tools/makeFileFixtures.py
"""
import base64
import io
import json
import pathlib
import struct
import numpy as np

R = np.random.RandomState(5)
cases = []


def case(name, data, matrix, tensor=None):
    cases.append(dict(name=name, base64=base64.b64encode(data).decode(), tensor=tensor, rows=np.asarray(matrix, float).tolist()))


def npy(array, version=None):
    f = io.BytesIO()
    np.lib.format.write_array(f, array, version=version)
    return f.getvalue()


for descr in ["<f8", ">f8", "<f4", ">f4", "<f2", ">f2", "|i1", "|u1", "<i2", ">i2", "<u2", "<i4", ">i4", "<u4", "<i8", ">i8", "<u8"]:
    X = (10 * R.standard_normal((3, 4))).astype(descr) if "u" not in descr else R.randint(0, 200, (3, 4)).astype(descr)
    case("a%s.npy" % descr.replace("<", "le").replace(">", "be").replace("|", ""), npy(X), X)
B = R.randint(0, 2, (2, 5)).astype(bool)
case("bool.npy", npy(B), B)
F = np.asfortranarray(R.standard_normal((4, 3)))
case("fortran.npy", npy(F), F)
for version in [(1, 0), (2, 0), (3, 0)]:
    X = R.standard_normal((2, 3))
    case("version%d.npy" % version[0], npy(X, version), X)
halves = np.array([[0, -0.0, 1, -2], [6e-8, 6.1e-5, 65504, 0.333]], dtype="<f2")
case("halves.npy", npy(halves), halves)

text = R.standard_normal((3, 2))
for name, sep in [("comma.csv", ","), ("semicolon.csv", ";"), ("tab.tsv", "\t"), ("blank.txt", " ")]:
    f = io.StringIO()
    np.savetxt(f, text, delimiter=sep)
    case(name, f.getvalue().encode(), text)
f = io.StringIO()
np.savetxt(f, text, delimiter=",", header="first,second", comments="")
case("header.csv", f.getvalue().replace("\n", "\r\n").encode(), text)
f = io.StringIO()
np.savetxt(f, text, fmt="%.3g", header="made by NumPy")
case("comment.csv", f.getvalue().encode(), np.loadtxt(io.StringIO(f.getvalue())))


def bfloat(X):
    bits = (X.astype("<f4").view("<u4") >> 16).astype("<u2")
    return bits, (bits.astype("<u4") << 16).view("<f4")


def safetensors(tensors, meta=None):
    header, body = ({"__metadata__": meta} if meta else {}), b""
    for name, (dtype, X) in tensors.items():
        raw = X.tobytes()
        header[name] = {"dtype": dtype, "shape": list(X.shape), "data_offsets": [len(body), len(body) + len(raw)]}
        body += raw
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    return struct.pack("<Q", len(text)) + text + body


X32, X64, X16 = R.standard_normal((2, 3)).astype("<f4"), R.standard_normal((3, 2)), R.standard_normal((2, 2)).astype("<f2")
bits, brain = bfloat(R.standard_normal((3, 3)))
both = safetensors({"a": ("F32", X32), "b.weight": ("F64", X64), "half": ("F16", X16), "brain": ("BF16", bits)}, {"format": "pt"})
for name, X in [("a", X32), ("b.weight", X64), ("half", X16), ("brain", brain)]:
    case("several.safetensors", both, X, name)
A, Bf = R.standard_normal((2, 5)).astype("<f4"), R.standard_normal((4, 2)).astype("<f4")
stem = "base_model.model.layers.0.q_proj"
adapter = safetensors({stem + ".lora_A.weight": ("F32", A), stem + ".lora_B.weight": ("F32", Bf)})
case("adapter.safetensors", adapter, A, stem + ".lora_A.weight")
case("adapter.safetensors", adapter, Bf, stem + ".lora_B.weight")

path = pathlib.Path(__file__).parent.parent / "src" / "files" / "files.fixtures.json"
path.write_text("[\n" + ",\n".join(json.dumps(c) for c in cases) + "\n]\n")
print(len(cases), "files")
