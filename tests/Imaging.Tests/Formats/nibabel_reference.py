"""Writes what nibabel makes of NIfTI files: values after rescale and the matrix from millimetres to voxel index.

Usage: nibabel_reference.py OUTPUT [FILE...]. First makes a small volume for each of the 48 ways to lay three axes, each
tilted a little, stored with another type, version and packing; then describes those and the given files: one line of
JSON per file, values as 64-bit floats with the first index fastest.
"""
import itertools
import json
import pathlib
import sys

import nibabel
import numpy as np

TYPES = [np.uint8, np.int16, np.uint16, np.int32, np.float32, np.float64]


def tilt(degrees):
    a, b = np.radians(degrees), np.radians(degrees / 2)
    about_x = np.array([[1, 0, 0], [0, np.cos(a), -np.sin(a)], [0, np.sin(a), np.cos(a)]])
    about_z = np.array([[np.cos(b), -np.sin(b), 0], [np.sin(b), np.cos(b), 0], [0, 0, 1]])
    return about_x @ about_z


def make(folder):
    rng = np.random.default_rng(5)
    paths = []
    ways = itertools.product(itertools.permutations(range(3)), itertools.product([1, -1], repeat=3))
    for number, (axes, signs) in enumerate(ways):
        matrix = np.zeros((3, 3))
        for column, (axis, sign) in enumerate(zip(axes, signs)):
            matrix[axis, column] = sign
        affine = np.eye(4)
        affine[:3, :3] = tilt(8) @ matrix @ np.diag([0.5, 1.25, 3])
        affine[:3, 3] = [11, -22, 33]
        kind = TYPES[number % len(TYPES)]
        values = rng.integers(0, 200, size=(5, 4, 3)).astype(kind)
        writer = nibabel.Nifti1Image if number % 2 else nibabel.Nifti2Image
        image = writer(values, affine)
        if number % 3 == 0:
            image.set_sform(None, code=0)
            image.set_qform(affine, code=1)
        if number % 4 == 1 and kind in (np.int16, np.uint8):
            image.header.set_slope_inter(0.25, -7)
        path = folder / f"way{number}{'.nii.gz' if number % 5 else '.nii'}"
        nibabel.save(image, path)
        paths.append(path)
    return paths


def main(output, *files):
    folder = pathlib.Path(output)
    for path in [*make(folder), *map(pathlib.Path, files)]:
        image = nibabel.load(path)
        values = folder / (path.name + ".values")
        values.write_bytes(np.asarray(image.get_fdata(dtype=np.float64)).tobytes(order="F"))
        print(json.dumps({
            "path": str(path),
            "values": str(values),
            "shape": list(image.shape),
            "toVoxel": np.linalg.inv(image.affine).flatten().tolist(),
        }))


main(*sys.argv[1:])
