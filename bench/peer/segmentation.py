"""SegNet, XNet, the mammography network and DeepLab of src/Training/Architectures in PyTorch."""
import torch
import torch.nn.functional as F
from torch import nn

from blocks import ConvUnit, ResNetEncoder


def twice(x, mode="nearest"):
    return F.interpolate(x, scale_factor=2, mode=mode)


class SegNet(nn.Module):
    def __init__(self, channels_in, classes, widths):
        super().__init__()
        below = [channels_in] + widths
        self.encoder = nn.ModuleList(ConvUnit(below[level], widths[level]) for level in range(len(widths) - 1))
        self.bottom = nn.Sequential(
            ConvUnit(widths[-2], widths[-1]), ConvUnit(widths[-1], widths[-1]), ConvUnit(widths[-1], widths[-2]))
        self.decoder = nn.ModuleList(ConvUnit(widths[level], widths[level - 1]) for level in range(len(widths) - 2, 0, -1))
        self.head = nn.Conv2d(widths[0], classes, 3, padding=1)

    def forward(self, x):
        places = []
        for unit in self.encoder:
            x, indices = F.max_pool2d(unit(x), 2, return_indices=True)
            places.append(indices)
        x = self.bottom(x)
        for layer in [*self.decoder, self.head]:
            # max_unpool2d has no bfloat16 on the processor.
            x = layer(F.max_unpool2d(x.float(), places.pop(), 2))
        return x


class XNet(nn.Module):
    """Nearest upsampling."""

    def __init__(self, channels_in, classes, widths):
        super().__init__()
        self.encoder1 = self.down(channels_in, widths, 0)
        self.bottom1 = self.bottom(widths)
        self.decoder1 = self.rise(widths, 1)
        self.encoder2 = self.down(2 * widths[1], widths, 1)
        self.bottom2 = self.bottom(widths)
        self.decoder2 = self.rise(widths, 0)
        self.head = nn.Conv2d(2 * widths[0], classes, 1)

    @staticmethod
    def down(channels, widths, first):
        below = [channels] + widths[first:]
        return nn.ModuleList(ConvUnit(below[index], below[index + 1]) for index in range(len(widths) - 1 - first))

    @staticmethod
    def bottom(widths):
        return nn.Sequential(ConvUnit(widths[-2], widths[-1]), ConvUnit(widths[-1], widths[-1]))

    @staticmethod
    def rise(widths, last):
        levels = range(len(widths) - 2, last - 1, -1)
        return nn.ModuleList(
            ConvUnit(widths[-1] if level == len(widths) - 2 else 2 * widths[level + 1], widths[level]) for level in levels)

    def half(self, encoder, bottom, decoder, x, skips):
        for unit in encoder:
            skips.append(unit(x))
            x = F.max_pool2d(skips[-1], 2)
        x = bottom(x)
        for unit in decoder:
            x = torch.cat([skips.pop(), unit(twice(x))], 1)
        return x

    def forward(self, x):
        skips = []
        x = self.half(self.encoder1, self.bottom1, self.decoder1, x, skips)
        return self.head(self.half(self.encoder2, self.bottom2, self.decoder2, x, skips))


class TransposedUnit(nn.Module):
    def __init__(self, channels_in, channels_out, stride):
        super().__init__()
        self.conv = nn.ConvTranspose2d(channels_in, channels_out, 4, stride, 1, bias=False)
        self.bn = nn.BatchNorm2d(channels_out)
        self.stride = stride

    def forward(self, x):
        x = self.conv(x)
        return F.relu(self.bn(x[:, :, :-1, :-1] if self.stride == 1 else x), inplace=True)


class MammographyFcn(nn.Module):
    """As published: nearest upsampling, no skip."""

    def __init__(self, channels_in, classes, widths=(32, 48, 64, 128, 256, 512)):
        super().__init__()
        w = list(widths)
        self.half = nn.Sequential(ConvUnit(channels_in, w[0], stride=2))  # reached by _modules: nn.Module has a method of that name
        self.halfRefined = self.units(w[0], w[0], 2)
        self.quarter = nn.Sequential(ConvUnit(w[0], w[1], stride=2), self.units(w[1], w[1], 3))
        self.eighth = self.units(w[1], w[2], 3)
        self.sixteenth = self.units(w[2], w[3], 3)
        self.deepest = nn.Sequential(
            self.units(w[3], w[4], 4), self.units(w[4], w[5], 4, dilation=2), ConvUnit(w[5], w[4], kernel=1))
        self.refine = nn.ModuleList([ConvUnit(w[4], w[3]), ConvUnit(w[3], w[2])])
        self.toHalf = TransposedUnit(w[2], w[2], 2)
        self.smooth = TransposedUnit(w[2], w[0], 1)
        self.last = ConvUnit(w[0], w[0] // 2)
        self.head = nn.Conv2d(w[0] // 2, classes, 1)

    @staticmethod
    def units(channels_in, channels_out, count, dilation=1):
        return nn.Sequential(*(
            ConvUnit(channels_in if index == 0 else channels_out, channels_out, dilation=dilation) for index in range(count)))

    def forward(self, x):
        x = F.max_pool2d(self.quarter(self.halfRefined(self._modules["half"](x))), 3, 2, 1)
        x = F.max_pool2d(self.sixteenth(F.max_pool2d(self.eighth(x), 2)), 2)
        x = self.refine[0](twice(twice(self.deepest(x))))
        x = self.smooth(self.toHalf(self.refine[1](twice(x))))
        logits = twice(self.head(self.last(x)))
        # One sigmoid logit per class behind a constant 0 for the background.
        return torch.cat([torch.zeros_like(logits[:, :1]), logits], 1)


class PooledUnit(nn.Module):
    """The mean over the image, convolution (1), batch norm (2), ReLU."""

    def __init__(self, channels_in, channels_out):
        super().__init__()
        self.add_module("1", nn.Conv2d(channels_in, channels_out, 1, bias=False))
        self.add_module("2", nn.BatchNorm2d(channels_out))

    def forward(self, x):
        mean = getattr(self, "1")(x.mean((2, 3), keepdim=True))
        return F.relu(getattr(self, "2")(mean), inplace=True)


class DilatedPyramid(nn.Module):
    def __init__(self, channels, width, rates):
        super().__init__()
        branches = [self.unit(nn.Conv2d(channels, width, 1, bias=False), width)]
        branches += [self.unit(nn.Conv2d(channels, width, 3, padding=r, dilation=r, bias=False), width) for r in rates]
        branches.append(PooledUnit(channels, width))
        self.convs = nn.ModuleList(branches)
        self.project = self.unit(nn.Conv2d(len(branches) * width, width, 1, bias=False), width)

    @staticmethod
    def unit(convolution, width):
        return nn.Sequential(convolution, nn.BatchNorm2d(width), nn.ReLU(inplace=True))

    def forward(self, x):
        branches = [branch(x) for branch in self.convs[:-1]]
        branches.append(self.convs[-1](x).expand_as(branches[0]))
        return self.project(torch.cat(branches, 1))


class DeepLab(nn.Module):
    """DeepLabv3 over ResNet-18 or -34."""

    WIDTH = 256

    def __init__(self, channels_in, classes, encoder, output_stride):
        super().__init__()
        self.backbone = ResNetEncoder(encoder, channels_in, output_stride)
        rates = [rate * 16 // output_stride for rate in (6, 12, 18)]
        self.classifier = nn.Sequential(
            DilatedPyramid(self.backbone.channels, self.WIDTH, rates),
            nn.Conv2d(self.WIDTH, self.WIDTH, 3, padding=1, bias=False),
            nn.BatchNorm2d(self.WIDTH),
            nn.ReLU(inplace=True),
            nn.Conv2d(self.WIDTH, classes, 1))
        self.output_stride = output_stride

    def forward(self, x):
        logits = self.classifier(self.backbone(x))
        return F.interpolate(logits, scale_factor=self.output_stride, mode="bilinear", align_corners=False)
