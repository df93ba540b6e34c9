"""Writes each file of a folder in the DICOM JSON model as pydicom sees it.

Usage: pydicom_json.py OUTPUT FILE...; writes OUTPUT/N.json for the Nth file, from 0. Pixels and group lengths are left out.
"""
import json
import pathlib
import sys
import warnings

import pydicom

PIXELS = (0x7FE00008, 0x7FE00009, 0x7FE00010)


def main(output, paths):
    warnings.simplefilter("ignore")
    for number, path in enumerate(paths):
        try:
            dataset = pydicom.dcmread(path, force=True)
            for tag in PIXELS:
                if tag in dataset:
                    del dataset[tag]
            model = dataset.to_json_dict(1 << 30, lambda element: "")
        except Exception:  # What pydicom cannot read is no reference.
            continue
        model = {tag: value for tag, value in model.items() if not tag.startswith("0002") and not tag.endswith("0000")}
        (pathlib.Path(output) / f"{number}.json").write_text(json.dumps(model), "utf-8")


main(sys.argv[1], sys.argv[2:])
