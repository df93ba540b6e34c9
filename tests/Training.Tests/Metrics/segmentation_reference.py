#!/usr/bin/python3
"""Metrics of masks by scikit-image, SciPy and NumPy. Argument: a JSON file of cases. Prints one JSON object a case.

A case: rows, columns, spacing (row, column) or null, classes, truth and answer (class indices, row by row).
"""
import json
import sys

import numpy
from scipy import ndimage
from skimage.metrics import hausdorff_distance

CROSS = ndimage.generate_binary_structure(2, 1)


def surface(mask):
    return mask & ~ndimage.binary_erosion(mask, CROSS, border_value=0)


def of_class(truth, answer, spacing):
    tp = float(numpy.sum(truth & answer))
    fp = float(numpy.sum(~truth & answer))
    fn = float(numpy.sum(truth & ~answer))
    tn = float(numpy.sum(~truth & ~answer))
    values = {
        "tp": tp, "fp": fp, "fn": fn,
        "iou": tp / (tp + fp + fn) if tp + fp + fn else None,
        "dice": 2 * tp / (2 * tp + fp + fn) if tp + fp + fn else None,
        "precision": tp / (tp + fp) if tp + fp else None,
        "recall": tp / (tp + fn) if tp + fn else None,
        "specificity": tn / (tn + fp) if tn + fp else None,
        "volumedifference": (fp - fn) / (tp + fn) if tp + fn else None,
        "imagesensitivity": float(answer.any()) if truth.any() else None,
        "imagespecificity": float(not answer.any()) if not truth.any() else None,
        "hd95": None, "assd": None, "hausdorff": None,
    }
    if truth.any() and answer.any():
        first, second = surface(truth), surface(answer)
        to_first = ndimage.distance_transform_edt(~first, sampling=spacing)
        to_second = ndimage.distance_transform_edt(~second, sampling=spacing)
        distances = numpy.hstack((to_first[second], to_second[first]))
        values["hd95"] = float(numpy.percentile(distances, 95))
        values["assd"] = float(numpy.mean(distances))
        values["largest"] = float(distances.max())
        if spacing[0] == spacing[1]:
            values["hausdorff"] = float(hausdorff_distance(first, second)) * spacing[0]
    return values


def of_case(case):
    shape = (case["rows"], case["columns"])
    truth = numpy.array(case["truth"], numpy.uint8).reshape(shape)
    answer = numpy.array(case["answer"], numpy.uint8).reshape(shape)
    spacing = case["spacing"] or [1.0, 1.0]
    return {
        "accuracy": float(numpy.mean(truth == answer)),
        "classes": [of_class(truth == index, answer == index, spacing) for index in range(1, case["classes"] + 1)],
    }


def of_grid(grid):
    sites = numpy.array(grid["sites"], bool).reshape(grid["shape"])
    return (ndimage.distance_transform_edt(~sites, sampling=grid["spacing"]) ** 2).ravel().tolist()


with open(sys.argv[1], encoding="utf-8") as file:
    asked = json.load(file)
print(json.dumps({"cases": [of_case(case) for case in asked["cases"]], "grids": [of_grid(grid) for grid in asked["grids"]]}))
