"""The peer of bench-decode: reads every file of a folder with pydicom and decodes its pixels (GDCM where they are packed).
Prints one JSON object; the time starts after the imports and ends with the last array."""
import argparse
import hashlib
import json
import os
import time

import gdcm  # noqa: F401  pydicom uses it for JPEG lossless and JPEG 2000
import numpy
import pydicom

parser = argparse.ArgumentParser()
parser.add_argument("--folder", required=True)
options = parser.parse_args()
paths = sorted(os.path.join(options.folder, name) for name in os.listdir(options.folder))
digest = hashlib.sha256()
started = time.perf_counter()
arrays = 0
seconds = 0.0
for path in paths:
    array = pydicom.dcmread(path).pixel_array
    seconds += time.perf_counter() - started
    # Outside the clock: the digest only shows that both programs decode the same samples.
    digest.update(numpy.ascontiguousarray(array).tobytes())
    arrays += 1
    started = time.perf_counter()
print(json.dumps({"files": arrays, "seconds": seconds, "sha256": digest.hexdigest()}))
