"""Writes the pictures, tables and masks of one comparison into a folder; the studio imports them from there."""
import argparse
import csv
import pathlib
import shutil
import xml.etree.ElementTree as xml

CLASSES = ["RBC", "WBC", "Platelets"]


def bccd(source, target):
    """The official lists as folders train, val and test, each with images and boxes."""
    for part in ("train", "val", "test"):
        for kind in ("images", "boxes"):
            (target / part / kind).mkdir(parents=True, exist_ok=True)
        for name in (source / "ImageSets" / "Main" / f"{part}.txt").read_text().split():
            shutil.copy(source / "JPEGImages" / f"{name}.jpg", target / part / "images")
            shutil.copy(source / "Annotations" / f"{name}.xml", target / part / "boxes")


def quadrants(source, target):
    """Each picture in four; a class is there when the middle of one of its boxes lies in the quadrant."""
    from PIL import Image

    for part in ("train", "val", "test"):
        folder = target / part
        (folder / "images").mkdir(parents=True, exist_ok=True)
        patients, tags = [], []
        for name in (source / "ImageSets" / "Main" / f"{part}.txt").read_text().split():
            image = Image.open(source / "JPEGImages" / f"{name}.jpg")
            half = (image.width // 2, image.height // 2)
            boxes = []
            for item in xml.parse(source / "Annotations" / f"{name}.xml").iter("object"):
                left, top, right, bottom = (float(item.find("bndbox/" + side).text) for side in ("xmin", "ymin", "xmax", "ymax"))
                boxes.append((item.find("name").text, (left + right) / 2, (top + bottom) / 2))
            for row in range(2):
                for column in range(2):
                    corner = (column * half[0], row * half[1])
                    file = f"{name}_{row}{column}.png"
                    image.crop((*corner, corner[0] + half[0], corner[1] + half[1])).save(folder / "images" / file)
                    inside = {
                        kind for kind, x, y in boxes
                        if corner[0] <= x < corner[0] + half[0] and corner[1] <= y < corner[1] + half[1]
                    }
                    tags.append([file, *[int(kind in inside) for kind in CLASSES]])
                    patients.append([file, name])
        write(folder / "tags.csv", ["file", *CLASSES], tags)
        write(folder / "patients.csv", ["file", "patient"], patients)


def slabs(source, target):
    """
    One patient cut along the body axis into five slabs that stand in for patients: neighbouring slabs are alike, so the
    figures say nothing about other people. Each of them shows lesions.
    """
    import nibabel

    channels = {"FLAIR": "FLAIR_N4", "T1": "T1_N4", "T1KS": "T1POST_N4", "T2": "T2_N4"}
    parts = ["train", "val", "train", "test", "train"]
    gold = nibabel.load(next(source.glob("GOLD*")))
    volumes = {channel: nibabel.load(next(source.glob(prefix + "*"))) for channel, prefix in channels.items()}
    edges = range(72, 113, 8)
    for number, (part, first, last) in enumerate(zip(parts, edges, edges[1:]), start=1):
        for kind in ("images", "masks"):
            (target / part / kind).mkdir(parents=True, exist_ok=True)
        for channel, volume in volumes.items():
            nibabel.save(volume.slicer[:, :, first:last], target / part / "images" / f"slab{number}_{channel}.nii.gz")
        nibabel.save(gold.slicer[:, :, first:last], target / part / "masks" / f"slab{number}.nii.gz")


def write(path, header, rows):
    with open(path, "w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        writer.writerows(rows)


parser = argparse.ArgumentParser()
parser.add_argument("what", choices=["bccd", "quadrants", "slabs"])
parser.add_argument("source", type=pathlib.Path)
parser.add_argument("target", type=pathlib.Path)
options = parser.parse_args()
{"bccd": bccd, "quadrants": quadrants, "slabs": slabs}[options.what](options.source, options.target)
print("{}")
