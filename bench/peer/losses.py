"""The losses of src/Training/Losses that training steps are measured with, in PyTorch."""
import math

import torch
import torch.nn.functional as F

from tags_and_boxes import STRIDES
from unet import soft_iou

LEAST = 1e-9
REACH = [(0, 64), (64, 128), (128, math.inf)]
CENTRE_RADIUS = 1.5


def soft_dice(logits, target):
    probabilities = torch.softmax(logits, 1)
    truth = F.one_hot(target, logits.shape[1]).permute(0, 3, 1, 2).float()
    both = (probabilities * truth).sum((0, 2, 3))
    return 1 - ((2 * both + 1) / (probabilities.sum((0, 2, 3)) + truth.sum((0, 2, 3)) + 1))[1:].mean()


def dice_cross_entropy(logits, target):
    return soft_dice(logits, target) + F.cross_entropy(logits, target)


def around(boxes, truth):
    return torch.maximum(boxes[:, 2:], truth[:, 2:]) - torch.minimum(boxes[:, :2], truth[:, :2])


def overlap(boxes, truth):
    """IoU and area of the union of corners [N, 4]."""
    both = (torch.minimum(boxes[:, 2:], truth[:, 2:]) - torch.maximum(boxes[:, :2], truth[:, :2])).clamp_min(0).prod(1)
    union = (boxes[:, 2:] - boxes[:, :2]).prod(1) + (truth[:, 2:] - truth[:, :2]).prod(1) - both
    return both / (union + LEAST), union


def giou(boxes, truth):
    iou, union = overlap(boxes, truth)
    area = around(boxes, truth).prod(1)
    return 1 - iou + (area - union) / (area + LEAST)


def diou(boxes, truth):
    iou, _ = overlap(boxes, truth)
    apart = ((boxes[:, :2] + boxes[:, 2:] - truth[:, :2] - truth[:, 2:]) / 2).square().sum(1)
    return 1 - iou + apart / (around(boxes, truth).square().sum(1) + LEAST)


def slant(boxes):
    size = boxes[:, 2:] - boxes[:, :2]
    return torch.atan(size[:, 0] / (size[:, 1] + LEAST))


def ciou(boxes, truth):
    iou, _ = overlap(boxes, truth)
    shape = (slant(truth) - slant(boxes)).square() * (4 / math.pi ** 2)
    weight = (shape / (1 - iou + shape + LEAST)).detach()
    return diou(boxes, truth) + weight * shape


def corners(boxes):
    return torch.cat([boxes[:, :2], boxes[:, :2] + boxes[:, 2:].clamp_min(0)], 1)


def one_box(output, target):
    boxes, truth = corners(output.sigmoid()), corners(target)
    return (ciou(boxes, truth) + diou(boxes, truth) + giou(boxes, truth)).mean()


def positions(height, width):
    """x, y, stride, shortest and longest reach of every position, [P, 5]."""
    rows = []
    for stride, (low, high) in zip(STRIDES, REACH):
        y, x = torch.meshgrid(torch.arange(height // stride), torch.arange(width // stride), indexing="ij")
        place = torch.stack([(x.flatten() + 0.5) * stride, (y.flatten() + 0.5) * stride], 1)
        rows.append(torch.cat([place, torch.tensor([[stride, low, high]]).expand(len(place), 3)], 1))
    return torch.cat(rows)


def assign(places, boxes):
    """Index of the box that each position answers for, or -1 (FCOS with centre sampling; smallest box first)."""
    left_top = places[:, None, :2] - boxes[None, :, 1:3]
    right_bottom = boxes[None, :, 3:5] - places[:, None, :2]
    sides = torch.cat([left_top, right_bottom], 2)  # [P, M, 4]
    off = (places[:, None, :2] - (boxes[None, :, 1:3] + boxes[None, :, 3:5]) / 2).abs()
    largest = sides.amax(2)
    inside = sides.amin(2) > 0
    fits = inside & (off < CENTRE_RADIUS * places[:, None, 2:3]).all(2) & (largest > places[:, 3:4]) & (largest <= places[:, 4:5])
    area = (boxes[:, 3] - boxes[:, 1]) * (boxes[:, 4] - boxes[:, 2])
    cost = torch.where(fits, area[None].expand_as(fits), torch.full_like(largest, math.inf))
    least, index = cost.min(1)
    index[least == math.inf] = -1
    # A box that no position answers for gets the free position nearest to its middle.
    for box in area.argsort().tolist():
        if not (index == box).any():
            distance = torch.where((index < 0) & inside[:, box], off[:, box].square().sum(1), torch.tensor(math.inf))
            if distance.min() < math.inf:
                index[distance.argmin()] = box
    return index


def focal(logits, target, gamma, alpha):
    probability = logits.sigmoid()
    missed = probability + target - 2 * probability * target
    balance = target * (2 * alpha - 1) + 1 - alpha
    return balance * missed.clamp_min(1e-12) ** gamma * F.binary_cross_entropy_with_logits(logits, target, reduction="none")


def detection(output, target, gamma, alpha):
    classes = output.shape[1] - 5
    width, height = (int(side) for side in target[0, 0, 3:5])
    places = positions(height, width)
    truth = torch.zeros(output.shape[0], classes, output.shape[2])
    chosen, wanted, centres = [], [], []
    for image, rows in enumerate(target):
        boxes = rows[rows[:, 0] >= 0]
        index = assign(places, boxes)
        found = (index >= 0).nonzero()[:, 0]
        own = boxes[index[found]]
        truth[image, own[:, 0].long(), found] = 1
        chosen.append(found + image * len(places))
        wanted.append(own[:, 1:])
        centres.append(places[found, :2])
    chosen, wanted, centres = torch.cat(chosen), torch.cat(wanted), torch.cat(centres)
    sides = torch.cat([centres - wanted[:, :2], wanted[:, 2:] - centres], 1)  # left, top, right, bottom
    across, down = sides[:, 0::2], sides[:, 1::2]
    centreness = (across.amin(1) / across.amax(1) * down.amin(1) / down.amax(1)).sqrt()
    answers = output.permute(0, 2, 1).reshape(-1, output.shape[1])[chosen]
    reach = answers[:, classes:classes + 4].clamp_min(0)
    boxes = torch.cat([centres - reach[:, :2], centres + reach[:, 2:]], 1)
    of_classes = focal(output[:, :classes], truth, gamma, alpha).sum()
    of_boxes = (giou(boxes, wanted) * centreness).sum() / centreness.sum().clamp_min(1e-12)
    of_centres = F.binary_cross_entropy_with_logits(answers[:, classes + 4], centreness, reduction="sum")
    return (of_classes + of_centres) / max(1, len(chosen)) + of_boxes


def create(recipe):
    """The loss of a recipe (JSON object): output, target -> scalar."""
    settings = recipe["loss"]
    return {
        "soft-iou": soft_iou,
        "cross-entropy": F.cross_entropy,
        "dice-cross-entropy": dice_cross_entropy,
        "binary-cross-entropy": F.binary_cross_entropy_with_logits,
        "ciou-diou-giou": one_box,
        "detection": lambda output, target: detection(output, target, settings["focalGamma"], settings["focalAlpha"]),
    }[settings["name"]]
