"""Writes TIFF files of many kinds with tifffile and says what is in them.

Usage: tifffile_reference.py OUTPUT. One line of JSON per file: its path, the path of its samples ([pages, rows, columns,
channels], little endian) and the type of a sample.
"""
import json
import pathlib
import sys

import numpy as np
import tifffile

TYPES = ["u1", "i1", "u2", "i2", "u4", "i4", "f4", "f8"]
WAYS = {
    "strips": {"rowsperstrip": 7},
    "tiles": {"tile": (16, 32)},
    "deflate": {"compression": "zlib", "rowsperstrip": 5},
    "predicted": {"compression": "zlib", "predictor": True, "tile": (32, 16)},
}


def pixels(kind, shape, rng):
    if kind.startswith("f"):
        return rng.normal(size=shape).astype("<" + kind)
    limits = np.iinfo(kind)
    return rng.integers(limits.min, limits.max, size=shape, dtype=kind, endpoint=True)


def main(output):
    rng = np.random.default_rng(11)
    for kind in TYPES:
        for name, options in WAYS.items():
            if name == "predicted" and kind.startswith("f"):
                options = {"compression": "zlib", "tile": (32, 16)}
            for colour in (False, True):
                if colour and kind not in ("u1", "u2"):
                    continue
                for order in "<>":
                    for big in (False, True):
                        planes = colour and name == "strips"
                        values = pixels(kind, (2, 3, 23, 37) if planes else (2, 23, 37) + ((3,) if colour else ()), rng)
                        path = pathlib.Path(output) / f"{kind}-{name}-{'rgb' if colour else 'grey'}-{'big' if order == '>' else 'little'}-{big}.tif"
                        tifffile.imwrite(
                            path, values, byteorder=order, bigtiff=big, metadata=None,
                            photometric="rgb" if colour else "minisblack",
                            planarconfig="separate" if planes else None, **options)
                        samples = path.with_suffix(".raw")
                        together = np.moveaxis(values, 1, -1) if planes else values
                        samples.write_bytes(np.ascontiguousarray(together).astype("<" + kind).tobytes())
                        print(json.dumps({"path": str(path), "samples": str(samples), "type": kind}))


main(sys.argv[1])
