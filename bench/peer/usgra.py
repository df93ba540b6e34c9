"""The ultrasound benchmark as a plain PyTorch script: same images, split, recipe and seed as the studio's run.

Input (JSON file): {"recipe": {...}, "classes": ["nerve", "vessel"], "threads": 2, "bf16": true,
"samples": [{"image": path, "mask": path, "split": "training|validation|test"}]}
Output: one JSON object with IoU per class on the test images (mean over the images in which the class occurs in label or
prediction, at original size) and seconds.
"""
import json
import math
import sys
import time

import numpy as np
import torch
import torch.nn.functional as F
from skimage import io

from unet import UNet, soft_iou

options = json.load(open(sys.argv[1]))
recipe = options["recipe"]
SIZE = (recipe["input"]["height"], recipe["input"]["width"])
CLASSES = len(options["classes"]) + 1
training = recipe["training"]
augmentation = recipe["augmentation"]
torch.set_num_threads(options["threads"])
torch.manual_seed(training["seed"])


def read(sample):
    image = torch.from_numpy(io.imread(sample["image"]).astype(np.float32))
    if image.dim() == 3:
        image = image[..., :3].mean(-1)
    mask = torch.from_numpy(read_indices(sample["mask"]).astype(np.int64))
    image = (image - image.mean()) / image.std(unbiased=False).clamp_min(1e-6)
    small = F.interpolate(image[None, None], SIZE, mode="bilinear", align_corners=False, antialias=True)[0]
    small_mask = F.interpolate(mask[None, None].float(), SIZE, mode="nearest")[0, 0].to(torch.uint8)
    return small, small_mask, mask


def read_indices(path):
    from PIL import Image
    return np.array(Image.open(path))


def uniform(n, spread):
    return (torch.rand(n) * 2 - 1) * spread


def augment(images, masks):
    n = len(images)
    angle = uniform(n, augmentation["rotationDegrees"] * math.pi / 180)
    scale = 1 + uniform(n, augmentation["scale"])
    flip = torch.where(torch.rand(n) < 0.5, -1.0, 1.0) if augmentation["flipHorizontal"] else torch.ones(n)
    cos, sin = torch.cos(angle) / scale, torch.sin(angle) / scale
    shift = uniform(2 * n, augmentation["translation"]).view(n, 2) * 2
    theta = torch.stack([torch.stack([cos * flip, -sin, shift[:, 0]], 1), torch.stack([sin * flip, cos, shift[:, 1]], 1)], 1)
    grid = F.affine_grid(theta, images.shape, align_corners=False)
    floor = images.amin((1, 2, 3), keepdim=True)
    # Outside the image: the darkest value of that image.
    images = F.grid_sample(images - floor, grid, mode="bilinear", padding_mode="zeros", align_corners=False) + floor
    masks = F.grid_sample(masks[:, None].float(), grid, mode="nearest", padding_mode="zeros", align_corners=False)[:, 0].long()
    contrast = 1 + uniform(n, augmentation["contrast"]).view(n, 1, 1, 1)
    brightness = uniform(n, augmentation["brightness"]).view(n, 1, 1, 1)
    mean = images.mean((1, 2, 3), keepdim=True)
    spread = images.std((1, 2, 3), unbiased=False, keepdim=True)
    return (images - mean) * contrast + mean + brightness * spread, masks


def rate(step, steps_per_epoch):
    base, epochs = recipe["optimizer"]["learningRate"], training["epochs"]
    warmup = recipe["schedule"]["warmupEpochs"] * steps_per_epoch
    if step < warmup:
        return base * (step + 1) / warmup
    share = (step - warmup) / max(1, epochs * steps_per_epoch - warmup)
    low = recipe["schedule"]["minimumShare"]
    return base * (low + (1 - low) * 0.5 * (1 + math.cos(math.pi * share)))


def evaluate(model, samples):
    """Mean IoU per class over the images in which the class occurs in label or prediction."""
    model.eval()
    values = [[] for _ in range(CLASSES - 1)]
    with torch.no_grad():
        for image, _, original in samples:
            with torch.autocast("cpu", torch.bfloat16, enabled=options["bf16"]):
                logits = model(image[None].clone(memory_format=torch.channels_last))
            logits = F.interpolate(logits.float(), original.shape, mode="bilinear", align_corners=False)
            prediction = logits.argmax(1)[0]
            for index in range(1, CLASSES):
                union = ((prediction == index) | (original == index)).sum().item()
                if union:
                    values[index - 1].append(((prediction == index) & (original == index)).sum().item() / union)
    model.train()
    return [float(np.mean(v)) if v else float("nan") for v in values]


start = time.perf_counter()
sets = {name: [read(s) for s in options["samples"] if s["split"] == name] for name in ("training", "validation", "test")}
model = UNet(1, CLASSES, recipe["architecture"]["baseChannels"], recipe["architecture"]["depth"]).to(memory_format=torch.channels_last)
optimizer = torch.optim.AdamW(model.parameters(), lr=recipe["optimizer"]["learningRate"], weight_decay=recipe["optimizer"]["weightDecay"])
images = torch.stack([s[0] for s in sets["training"]])
masks = torch.stack([s[1] for s in sets["training"]])
batch = training["batchSize"]
steps_per_epoch = math.ceil(len(images) / batch)
best, best_state, best_epoch, step = -1.0, None, 0, 0
for epoch in range(1, training["epochs"] + 1):
    order = torch.randperm(len(images))
    for first in range(0, len(images), batch):
        chosen = order[first:first + batch]
        x, y = augment(images[chosen], masks[chosen])
        for group in optimizer.param_groups:
            group["lr"] = rate(step, steps_per_epoch)
        optimizer.zero_grad(set_to_none=True)
        with torch.autocast("cpu", torch.bfloat16, enabled=options["bf16"]):
            logits = model(x.clone(memory_format=torch.channels_last))
        loss = soft_iou(logits, y)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), training["gradientClip"])
        optimizer.step()
        step += 1
    score = float(np.nanmean(evaluate(model, sets["validation"])))
    print(f"epoch {epoch} loss {loss.item():.4f} validation IoU {score:.4f}", file=sys.stderr)
    if score > best:
        best, best_epoch = score, epoch
        best_state = {name: value.clone() for name, value in model.state_dict().items()}
model.load_state_dict(best_state)
iou = evaluate(model, sets["test"])
print(json.dumps({
    "iou": dict(zip(options["classes"], iou)),
    "meanIou": float(np.nanmean(iou)),
    "bestEpoch": best_epoch,
    "seconds": time.perf_counter() - start,
}))
