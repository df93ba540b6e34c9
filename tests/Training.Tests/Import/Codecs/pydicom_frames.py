"""Writes what pydicom makes of each DICOM file of a folder: raw samples and one line of JSON per file.

Usage: pydicom_frames.py FOLDER OUTPUT. Samples are little endian, [frames, rows, columns, samples], at the depth of the
file, with the bits above the high bit cleared and YBR_FULL turned into RGB; palette indices stay indices.
Each file has a process of its own, because the GDCM that pydicom calls ends the process on some files.
"""
import json
import multiprocessing
import pathlib
import sys
import warnings

import numpy as np
import pydicom
from pydicom.pixel_data_handlers.util import convert_color_space

BIG_ENDIAN = "1.2.840.10008.1.2.2"


def clean_bits(pixels, dataset):
    unused = dataset.BitsAllocated - dataset.get("BitsStored", dataset.BitsAllocated)
    if pixels.dtype.kind == "f" or dataset.BitsAllocated == 1 or unused == 0:
        return pixels
    kind = pixels.dtype.type
    return np.right_shift(np.left_shift(pixels, kind(unused)), kind(unused))


def read(path, target):
    dataset = pydicom.dcmread(path, force=True)
    if "TransferSyntaxUID" not in dataset.file_meta:
        dataset.file_meta.TransferSyntaxUID = pydicom.uid.ImplicitVRLittleEndian
    syntax = dataset.file_meta.TransferSyntaxUID
    pixels = dataset.pixel_array
    if syntax == BIG_ENDIAN and dataset.BitsAllocated == 8:
        # pydicom 2.3 leaves 8-bit samples in big-endian words swapped.
        pixels = np.frombuffer(pixels.astype(np.uint8).tobytes(), dtype=">u2").astype("<u2").view(np.uint8) if dataset["PixelData"].VR == "OW" else pixels
    pixels = clean_bits(pixels.astype(pixels.dtype.newbyteorder("<")), dataset)
    if dataset.PhotometricInterpretation == "YBR_FULL":
        pixels = convert_color_space(pixels, "YBR_FULL", "RGB")
    target.write_bytes(np.ascontiguousarray(pixels).tobytes())


def attempt(path, target):
    warnings.simplefilter("ignore")
    try:
        read(path, target)
    except Exception as problem:
        print(json.dumps({"name": path.name, "problem": f"{type(problem).__name__}: {problem}"}), flush=True)
    else:
        print(json.dumps({"name": path.name, "problem": None}), flush=True)


def main(folder, output):
    processes = multiprocessing.get_context("fork")
    for path in sorted(pathlib.Path(folder).glob("*.dcm")):
        child = processes.Process(target=attempt, args=(path, pathlib.Path(output) / (path.name + ".raw")))
        child.start()
        child.join()
        if child.exitcode != 0:
            print(json.dumps({"name": path.name, "problem": f"the reader ended with {child.exitcode}"}), flush=True)


main(sys.argv[1], sys.argv[2])
