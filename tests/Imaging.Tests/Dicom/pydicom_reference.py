"""Writes what pydicom makes of each file of a folder: raw samples and one line of JSON per file.

Usage: pydicom_reference.py FOLDER OUTPUT. Samples are little endian, [frames, rows, columns, samples], with the bits
above the high bit cleared, palettes and YBR_FULL turned into 8-bit RGB.
"""
import json
import pathlib
import sys
import warnings

import numpy as np
import pydicom
from pydicom.pixel_data_handlers.util import apply_color_lut, convert_color_space

UNCOMPRESSED_OR_RLE = {
    "1.2.840.10008.1.2", "1.2.840.10008.1.2.1", "1.2.840.10008.1.2.1.99", "1.2.840.10008.1.2.2", "1.2.840.10008.1.2.5",
}

# 8-bit pixels in big-endian words: pydicom 2.3 leaves the bytes of each word swapped. The tests hold these files
# against their little-endian originals instead.
SWAPPED_BY_PYDICOM = {"OBXXXX1A_expb.dcm", "OBXXXX1A_expb_2frame.dcm", "gdcm-US-ALOKA-16_big.dcm"}


def clean_bits(pixels, dataset):
    unused = dataset.BitsAllocated - dataset.BitsStored
    if dataset.BitsAllocated == 1 or unused == 0:
        return pixels
    kind = pixels.dtype
    return np.right_shift(np.left_shift(pixels, kind.type(unused)), kind.type(unused))


def read(path):
    dataset = pydicom.dcmread(path, force=True)
    syntax = str(getattr(dataset.file_meta, "TransferSyntaxUID", "")) if hasattr(dataset, "file_meta") else ""
    if syntax not in UNCOMPRESSED_OR_RLE or dataset.get("BitsAllocated") not in (1, 8, 16):
        return None
    pixels = dataset.pixel_array
    pixels = clean_bits(pixels.astype(pixels.dtype.newbyteorder("<")), dataset)
    if dataset.PhotometricInterpretation == "PALETTE COLOR":
        pixels = apply_color_lut(pixels, dataset)
        pixels = (pixels >> 8).astype(np.uint8) if pixels.dtype == np.uint16 and pixels.max() > 255 else pixels.astype(np.uint8)
    elif dataset.PhotometricInterpretation == "YBR_FULL":
        pixels = convert_color_space(pixels, "YBR_FULL", "RGB")
    return pixels


def main(folder, output):
    warnings.simplefilter("ignore")
    for path in sorted(pathlib.Path(folder).glob("*.dcm")):
        if path.name in SWAPPED_BY_PYDICOM:
            continue
        try:
            pixels = read(path)
        except Exception:  # What pydicom cannot read is no reference.
            continue
        if pixels is None:
            continue
        target = pathlib.Path(output) / (path.name + ".raw")
        target.write_bytes(np.ascontiguousarray(pixels).tobytes())
        print(json.dumps({"name": path.name, "shape": list(pixels.shape), "type": pixels.dtype.str}))


main(sys.argv[1], sys.argv[2])
