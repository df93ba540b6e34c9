"""The peer of bench-evaluate: the same metrics of pairs of masks with NumPy, SciPy and scikit-image, in two processes. Surfaces
and distances are taken within the bounding box of both masks. Prints one JSON object; the time starts after the imports."""
import argparse
import json
import multiprocessing
import os
import time

import numpy
from scipy import ndimage
from skimage.measure import regionprops

SIDE = 512
CLASSES = 3
SPACING = (0.5, 0.7)
CROSS = ndimage.generate_binary_structure(2, 1)


def surface(mask):
    return mask & ~ndimage.binary_erosion(mask, CROSS)


def distances(truth, answer):
    # One region of both, however many parts it has.
    top, left, bottom, right = regionprops((truth | answer).astype(numpy.uint8))[0].bbox
    first, second = surface(truth[top:bottom, left:right]), surface(answer[top:bottom, left:right])
    to_first = ndimage.distance_transform_edt(~first, sampling=SPACING)
    to_second = ndimage.distance_transform_edt(~second, sampling=SPACING)
    return numpy.hstack((to_first[second], to_second[first]))


def of_class(truth, answer):
    tp = int(numpy.count_nonzero(truth & answer))
    labelled, answered = int(numpy.count_nonzero(truth)), int(numpy.count_nonzero(answer))
    fp, fn = answered - tp, labelled - tp
    tn = truth.size - tp - fp - fn
    values = {
        "tp": tp, "fp": fp, "fn": fn,
        "iou": tp / (tp + fp + fn) if tp + fp + fn else None,
        "dice": 2 * tp / (2 * tp + fp + fn) if tp + fp + fn else None,
        "precision": tp / answered if answered else None,
        "recall": tp / labelled if labelled else None,
        "specificity": tn / (tn + fp) if tn + fp else None,
        "volumedifference": (fp - fn) / labelled if labelled else None,
        "imagesensitivity": float(answered > 0) if labelled else None,
        "imagespecificity": float(answered == 0) if not labelled else None,
        "hd95mm": None, "assdmm": None,
    }
    if labelled and answered:
        between = distances(truth, answer)
        values["hd95mm"] = float(numpy.percentile(between, 95))
        values["assdmm"] = float(between.mean())
    return values


def of_pair(stem):
    truth, answer = (numpy.fromfile(f"{stem}.{kind}", numpy.uint8).reshape(SIDE, SIDE) for kind in ("truth", "answer"))
    values = {"accuracy": float(numpy.count_nonzero(truth == answer)) / truth.size}
    for index in range(1, CLASSES + 1):
        for name, value in of_class(truth == index, answer == index).items():
            values[f"{name}.class {index}"] = value
    return values


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--folder", required=True)
    options = parser.parse_args()
    stems = sorted(os.path.join(options.folder, name[:-6]) for name in os.listdir(options.folder) if name.endswith(".truth"))
    with multiprocessing.Pool(2) as pool:
        pool.map(of_pair, stems[:2])
        started = time.perf_counter()
        found = pool.map(of_pair, stems, chunksize=5)
        seconds = time.perf_counter() - started
    print(json.dumps({"images": len(stems), "seconds": seconds, "values": found}))
