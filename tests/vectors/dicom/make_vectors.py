"""Makes the small DICOM files beside this script: each picture uncompressed, and once in every transfer syntax.

Needs python3-pydicom, python3-gdcm, python3-pil and dcmtk. The tests use the files as they are; run this only to add one.
"""
import io
import pathlib
import subprocess
import zlib

import gdcm
import numpy as np
import PIL.Image
import pydicom
from pydicom.dataset import FileDataset, FileMetaDataset
from pydicom.encaps import encapsulate
from pydicom.uid import (DeflatedExplicitVRLittleEndian, ExplicitVRBigEndian, ExplicitVRLittleEndian,
                         ImplicitVRLittleEndian, JPEG2000, JPEG2000Lossless, generate_uid)

HERE = pathlib.Path(__file__).parent
ROWS, COLUMNS = 20, 24


def gradient(low, high):
    rows, columns = np.mgrid[0:ROWS, 0:COLUMNS]
    ramp = (rows / (ROWS - 1) + columns / (COLUMNS - 1)) / 2
    return np.round(low + ramp * (high - low))


def pictures():
    noise = np.random.default_rng(7)
    yield "grey8", gradient(0, 250).astype(np.uint8), 8, 0
    yield "grey12", (gradient(0, 4000) + noise.integers(0, 64, (ROWS, COLUMNS))).astype(np.uint16), 12, 0
    yield "grey16", (gradient(-30000, 30000) + noise.integers(-900, 900, (ROWS, COLUMNS))).astype(np.int16), 16, 1
    yield "rgb8", np.stack([gradient(0, 200), gradient(220, 30), gradient(90, 160)], axis=-1).astype(np.uint8), 8, 0
    yield "frames8", np.stack([gradient(0, 100 + 50 * frame) for frame in range(3)]).astype(np.uint8), 8, 0


def dataset(pixels, bits, signed):
    colour = pixels.shape[-1] == 3
    result = FileDataset(None, {}, file_meta=FileMetaDataset(), preamble=b"\0" * 128)
    result.SOPClassUID = "1.2.840.10008.5.1.4.1.1.7"
    result.SOPInstanceUID = generate_uid(entropy_srcs=[pixels.tobytes().hex()])
    result.StudyInstanceUID, result.SeriesInstanceUID = "2.25.1", "2.25.2"
    result.PatientID, result.PatientName, result.Modality = "V1", "Vector^One", "OT"
    result.SamplesPerPixel = 3 if colour else 1
    result.PhotometricInterpretation = "RGB" if colour else "MONOCHROME2"
    if colour:
        result.PlanarConfiguration = 0
    if pixels.ndim == 3 and not colour:
        result.NumberOfFrames = len(pixels)
    result.Rows, result.Columns = ROWS, COLUMNS
    result.BitsAllocated = 8 * pixels.dtype.itemsize
    result.BitsStored, result.HighBit, result.PixelRepresentation = bits, bits - 1, signed
    result.PixelData = pixels.tobytes()
    result["PixelData"].VR = "OW" if pixels.dtype.itemsize > 1 else "OB"
    return result


def save(result, name, syntax, implicit=False, little=True):
    result.file_meta.TransferSyntaxUID = syntax
    result.is_implicit_VR, result.is_little_endian = implicit, little
    result.save_as(HERE / f"{name}.dcm", write_like_original=False)


def save_plain(name, pixels, bits, signed):
    save(dataset(pixels, bits, signed), name, ExplicitVRLittleEndian)
    save(dataset(pixels, bits, signed), f"{name}-implicit", ImplicitVRLittleEndian, implicit=True)
    save(dataset(pixels, bits, signed), f"{name}-deflated", DeflatedExplicitVRLittleEndian)
    big = dataset(pixels, bits, signed)
    if pixels.dtype.itemsize > 1:
        big.PixelData = pixels.astype(pixels.dtype.newbyteorder(">")).tobytes()
    save(big, f"{name}-big", ExplicitVRBigEndian, little=False)
    framed = dataset(pixels, bits, signed)
    frames = pixels if name.startswith("frames") else [pixels]
    packed = []
    for frame in frames:
        deflate = zlib.compressobj(9, zlib.DEFLATED, -15)
        packed.append(deflate.compress(frame.tobytes()) + deflate.flush())
    framed.PixelData = encapsulate(packed)
    framed["PixelData"].VR, framed["PixelData"].is_undefined_length = "OB", True
    save(framed, f"{name}-deflate-frames", JPEG2000Lossless)
    # pydicom 2.3 does not know the syntax; its UID has the length of one that it knows.
    path = HERE / f"{name}-deflate-frames.dcm"
    path.write_bytes(path.read_bytes().replace(JPEG2000Lossless.encode(), b"1.2.840.10008.1.2.8.1\0"))


def dcmtk(tool, name, suffix, *options):
    subprocess.run([tool, *options, HERE / f"{name}.dcm", HERE / f"{name}-{suffix}.dcm"], check=True)


def jpeg2000(name, suffix, syntax):
    reader = gdcm.ImageReader()
    reader.SetFileName(str(HERE / f"{name}.dcm"))
    assert reader.Read()
    change = gdcm.ImageChangeTransferSyntax()
    change.SetTransferSyntax(gdcm.TransferSyntax(syntax))
    change.SetInput(reader.GetImage())
    assert change.Change()
    writer = gdcm.ImageWriter()
    writer.SetFileName(str(HERE / f"{name}-{suffix}.dcm"))
    writer.SetFile(reader.GetFile())
    writer.SetImage(change.GetOutput())
    assert writer.Write()


def irreversible(name, pixels):
    """GDCM writes the reversible wavelet only."""
    stream = io.BytesIO()
    PIL.Image.fromarray(pixels).save(stream, "JPEG2000", irreversible=True, no_jp2=True, quality_mode="dB", quality_layers=[60])
    result = dataset(pixels, 8, 0)
    result.PixelData = encapsulate([stream.getvalue()])
    result["PixelData"].VR, result["PixelData"].is_undefined_length = "OB", True
    result.PhotometricInterpretation = "YBR_ICT" if pixels.ndim == 3 else "MONOCHROME2"
    save(result, f"{name}-jpeg2000", JPEG2000)


for picture, samples, stored, sign in pictures():
    save_plain(picture, samples, stored, sign)
    dcmtk("dcmcrle", picture, "rle")
    dcmtk("dcmcjpeg", picture, "jpeg-lossless", "+el")
    dcmtk("dcmcjpeg", picture, "jpeg-lossless-sv1", "+e1")
    dcmtk("dcmcjpls", picture, "jpegls", "+el")
    if not sign:
        dcmtk("dcmcjpls", picture, "jpegls-near", "+en", "+md", "2")
    jpeg2000(picture, "jpeg2000-lossless", gdcm.TransferSyntax.JPEG2000Lossless)
    if samples.dtype == np.uint8 and not picture.startswith("frames"):
        irreversible(picture, samples)
    if stored == 8:
        dcmtk("dcmcjpeg", picture, "jpeg-baseline", "+eb", "+q", "95")
    if stored == 12:
        dcmtk("dcmcjpeg", picture, "jpeg-extended", "+ee", "+q", "95")
dcmtk("dcmcjpeg", "rgb8", "jpeg-baseline-422", "+eb", "+q", "95", "+s2")
dcmtk("dcmcjpeg", "rgb8", "jpeg-baseline-rgb", "+eb", "+q", "95", "+cr")
