"""Classifiers, the localizer and the detector of src/Training/Architectures in PyTorch."""
import math

import torch
import torch.nn.functional as F
from torch import nn

from blocks import BasicBlock, ResNetEncoder

STRIDES = [8, 16, 32]


class Features(nn.Sequential):
    """A residual block and a 2x2 max-pool for each width, then one vector per image."""

    def __init__(self, channels_in, widths, size, flatten):
        below = [channels_in] + widths
        super().__init__(*(BasicBlock(below[index], below[index + 1]) for index in range(len(widths))))
        places = (size[0] >> len(widths)) * (size[1] >> len(widths))
        self.length = widths[-1] * (places if flatten else 1)
        self.flat = flatten

    def forward(self, x):
        for block in self:
            x = F.max_pool2d(block(x), 2)
        return x.flatten(1) if self.flat else x.mean((2, 3))


class VectorNetwork(nn.Module):
    """The classifier (one answer per class) and the localizer (four numbers) alike."""

    def __init__(self, channels_in, answers, widths, size, flatten, output_norm):
        super().__init__()
        self.features = Features(channels_in, widths, size, flatten)
        self.head = nn.Linear(self.features.length, answers, bias=not output_norm)
        self.outputNorm = nn.BatchNorm1d(answers) if output_norm else None

    def forward(self, x):
        x = self.head(self.features(x))
        return x if self.outputNorm is None else self.outputNorm(x)


class ResNet(ResNetEncoder):
    def __init__(self, channels_in, classes, encoder):
        super().__init__(encoder, channels_in)
        self.fc = nn.Linear(self.channels, classes)

    def forward(self, x):
        return self.fc(super().forward(x).mean((2, 3)))


class Light(nn.Sequential):
    def __init__(self, channels_in, widths):
        below = [channels_in] + widths
        super().__init__(*(BasicBlock(below[index], below[index + 1], 2) for index in range(len(widths))))
        self.widths = widths[2:]

    def levels(self, x):
        levels = []
        for block in self:
            x = block(x)
            levels.append(x)
        return levels[2:]


class Pyramid(nn.Module):
    def __init__(self, widths, width):
        super().__init__()
        self.lateral = nn.ModuleList(nn.Conv2d(channels, width, 1) for channels in widths)
        self.smooth = nn.ModuleList(nn.Conv2d(width, width, 3, padding=1) for _ in widths)

    def forward(self, levels):
        joined = [lateral(level) for lateral, level in zip(self.lateral, levels)]
        for level in range(len(levels) - 2, -1, -1):
            joined[level] = joined[level] + F.interpolate(joined[level + 1], scale_factor=2, mode="nearest")
        return [smooth(level) for smooth, level in zip(self.smooth, joined)]


class TowerUnit(nn.Module):
    def __init__(self, channels):
        super().__init__()
        self.conv = nn.Conv2d(channels, channels, 3, padding=1, bias=False)
        self.gn = nn.GroupNorm(next(count for count in (16, 8, 4, 2, 1) if channels % count == 0), channels)

    def forward(self, x):
        # group_norm wants one precision for features and weights on the processor.
        return F.relu(self.gn(self.conv(x).float()), inplace=True)


class LevelScale(nn.Module):
    def __init__(self):
        super().__init__()
        self.scale = nn.Parameter(torch.ones(1))

    def forward(self, x):
        return x * self.scale


class Head(nn.Module):
    def __init__(self, channels, classes):
        super().__init__()
        self.classTower = nn.Sequential(TowerUnit(channels), TowerUnit(channels))
        self.boxTower = nn.Sequential(TowerUnit(channels), TowerUnit(channels))
        self.classLogits = nn.Conv2d(channels, classes, 3, padding=1)
        self.distances = nn.Conv2d(channels, 4, 3, padding=1)
        self.centreness = nn.Conv2d(channels, 1, 3, padding=1)
        self.scales = nn.ModuleList(LevelScale() for _ in STRIDES)
        nn.init.constant_(self.classLogits.bias, -math.log(99))

    def forward(self, x, level):
        boxes = self.boxTower(x)
        sides = F.softplus(self.scales[level](self.distances(boxes).float())) * STRIDES[level]
        return torch.cat([self.classLogits(self.classTower(x)), sides, self.centreness(boxes)], 1)


class CenterDetector(nn.Module):
    """With the light encoder."""

    def __init__(self, channels_in, classes, widths):
        super().__init__()
        self.encoder = Light(channels_in, widths)
        width = min(256, self.encoder.widths[0])
        self.pyramid = Pyramid(self.encoder.widths, width)
        self.head = Head(width, classes)

    def forward(self, x):
        levels = self.pyramid(self.encoder.levels(x))
        return torch.cat([self.head(level, index).flatten(2) for index, level in enumerate(levels)], 2)
