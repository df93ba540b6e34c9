"""Writes a set of mixed DICOM files for the import benchmark: half of them JPEG lossless, the rest uncompressed, RLE and
JPEG 2000 lossless. Prints one JSON object. Needs Debian's python3-pydicom, python3-gdcm and python3-numpy."""
import argparse
import json
import os

import gdcm
import numpy
import pydicom
from pydicom.dataset import FileDataset, FileMetaDataset
from pydicom.uid import ExplicitVRLittleEndian

KINDS = {  # kind of picture -> rows, columns, stored bits, signed, modality, SOP class
    "ct": (512, 512, 16, 1, "CT", "1.2.840.10008.5.1.4.1.1.2"),
    "mr": (256, 256, 12, 0, "MR", "1.2.840.10008.5.1.4.1.1.4"),
    "cr": (1024, 768, 12, 0, "CR", "1.2.840.10008.5.1.4.1.1.1"),
}
# In turn, ten files a round: five of ten are JPEG lossless.
ROUND = [("ct", "jpeg"), ("ct", "plain"), ("mr", "jpeg"), ("ct", "rle"), ("ct", "jpeg"),
         ("mr", "plain"), ("cr", "jpeg"), ("ct", "j2k"), ("mr", "jpeg"), ("ct", "plain")]
SYNTAX = {"jpeg": gdcm.TransferSyntax.JPEGLosslessProcess14_1, "rle": gdcm.TransferSyntax.RLELossless,
          "j2k": gdcm.TransferSyntax.JPEG2000Lossless}


def pixels(kind, number):
    rows, columns, bits, signed, _, _ = KINDS[kind]
    random = numpy.random.default_rng(number)
    y, x = numpy.mgrid[0:rows, 0:columns].astype(numpy.float32)
    body = ((x - columns / 2) ** 2 / (columns * 0.4) ** 2 + (y - rows / 2) ** 2 / (rows * 0.45) ** 2) < 1
    tissue = 40 + 25 * numpy.sin(x * 0.03 + number) * numpy.cos(y * 0.04) + random.normal(0, 12, (rows, columns))
    if signed:
        values = numpy.where(body, tissue, -1000 + random.normal(0, 4, (rows, columns)))
        return values.astype(numpy.int16)
    values = numpy.where(body, 900 + 12 * tissue, 20 + random.normal(0, 6, (rows, columns)))
    return numpy.clip(values, 0, 2 ** bits - 1).astype(numpy.uint16)


def write(path, kind, number):
    rows, columns, bits, signed, modality, sop_class = KINDS[kind]
    meta = FileMetaDataset()
    meta.MediaStorageSOPClassUID = sop_class
    meta.MediaStorageSOPInstanceUID = f"1.2.826.0.1.3680043.10.1.{1000000 + number}"
    meta.TransferSyntaxUID = ExplicitVRLittleEndian
    data = FileDataset(path, {}, file_meta=meta, preamble=b"\0" * 128)
    data.SOPClassUID, data.SOPInstanceUID = sop_class, meta.MediaStorageSOPInstanceUID
    data.PatientName, data.PatientID, data.PatientBirthDate = f"Doe^Jane{number // 100}", f"ID{number // 100:05}", "19500101"
    data.StudyDate, data.Modality, data.Manufacturer = "20200102", modality, "Maker"
    data.StudyInstanceUID = f"1.2.826.0.1.3680043.10.2.{number // 100}"
    data.SeriesInstanceUID = f"1.2.826.0.1.3680043.10.3.{number // 100}.{list(KINDS).index(kind)}"
    data.InstanceNumber, data.SeriesDescription = number % 100, f"{modality} series"
    if modality != "CR":
        data.ImagePositionPatient, data.ImageOrientationPatient = [0, 0, 2.5 * (number % 100)], [1, 0, 0, 0, 1, 0]
    data.PixelSpacing = [0.7, 0.7]
    data.SamplesPerPixel, data.PhotometricInterpretation = 1, "MONOCHROME2"
    data.Rows, data.Columns = rows, columns
    data.BitsAllocated, data.BitsStored, data.HighBit, data.PixelRepresentation = 16, bits, bits - 1, signed
    data.WindowCenter, data.WindowWidth = (40, 400) if signed else (1200, 1600)
    if modality == "CT":
        data.RescaleIntercept, data.RescaleSlope = 0, 1
    data.PixelData = pixels(kind, number).tobytes()
    data.save_as(path, write_like_original=False)


def pack(path, syntax):
    reader = gdcm.ImageReader()
    reader.SetFileName(path)
    if not reader.Read():
        raise SystemExit(f"{path} cannot be read back")
    change = gdcm.ImageChangeTransferSyntax()
    change.SetTransferSyntax(gdcm.TransferSyntax(syntax))
    change.SetInput(reader.GetImage())
    if not change.Change():
        raise SystemExit(f"{path} cannot be packed")
    writer = gdcm.ImageWriter()
    writer.SetFileName(path)
    writer.SetFile(reader.GetFile())
    writer.SetImage(change.GetOutput())
    if not writer.Write():
        raise SystemExit(f"{path} cannot be written")


def copy(source, target, number, copy_number):
    """The same picture with another SOP Instance UID of the same length: another file to every program."""
    old = f"1.2.826.0.1.3680043.10.1.{1000000 + number}".encode()
    new = f"1.2.826.0.1.3680043.10.1.{1000000 + copy_number}".encode()
    with open(source, "rb") as file:
        content = file.read()
    if content.count(old) < 2:
        raise SystemExit(f"{source} does not hold its UID twice")
    with open(target, "wb") as file:
        file.write(content.replace(old, new))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--folder", required=True)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--different", type=int, default=1000, help="pictures that differ; the rest are copies with other UIDs")
    options = parser.parse_args()
    os.makedirs(options.folder, exist_ok=True)
    name = lambda number: os.path.join(options.folder, f"{number:06}.dcm")
    different = min(options.count, options.different)
    total, lossless = 0, 0
    for number in range(different):
        kind, packing = ROUND[number % len(ROUND)]
        write(name(number), kind, number)
        if packing != "plain":
            pack(name(number), SYNTAX[packing])
        lossless += packing == "jpeg"
    for number in range(different, options.count):
        copy(name(number % different), name(number), number % different, number)
        lossless += ROUND[number % different % len(ROUND)][1] == "jpeg"
    for number in range(options.count):
        total += os.path.getsize(name(number))
    print(json.dumps({"files": options.count, "bytes": total, "jpegLossless": lossless, "pydicom": pydicom.__version__}))


main()
