"""The U-Net of src/Training/Architectures in PyTorch, for side-by-side measurements."""
import torch
import torch.nn.functional as F
from torch import nn


class DoubleConv(nn.Module):
    """Two times 3x3 convolution without bias, batch norm, in-place ReLU."""

    def __init__(self, channels_in, channels_out):
        super().__init__()
        self.conv1 = nn.Conv2d(channels_in, channels_out, 3, padding=1, bias=False)
        self.bn1 = nn.BatchNorm2d(channels_out)
        self.conv2 = nn.Conv2d(channels_out, channels_out, 3, padding=1, bias=False)
        self.bn2 = nn.BatchNorm2d(channels_out)

    def forward(self, x):
        x = F.relu(self.bn1(self.conv1(x)), inplace=True)
        return F.relu(self.bn2(self.conv2(x)), inplace=True)


class UNet(nn.Module):
    """depth levels including the bottleneck; channels double per level; nearest upsampling and concatenation."""

    def __init__(self, channels_in, classes, base=16, depth=5):
        super().__init__()
        widths = [base * 2 ** level for level in range(depth)]
        self.down = nn.ModuleList(
            DoubleConv(channels_in if level == 0 else widths[level - 1], widths[level]) for level in range(depth))
        self.up = nn.ModuleList(
            DoubleConv(widths[level + 1] + widths[level], widths[level]) for level in reversed(range(depth - 1)))
        self.head = nn.Conv2d(base, classes, 1)

    def forward(self, x):
        skips = []
        for level, block in enumerate(self.down):
            x = block(x if level == 0 else F.max_pool2d(x, 2))
            skips.append(x)
        for block, skip in zip(self.up, reversed(skips[:-1])):
            x = block(torch.cat([F.interpolate(x, scale_factor=2, mode="nearest"), skip], 1))
        return self.head(x)


def soft_iou(logits, target, first_class=1):
    """1 - mean soft IoU over classes, each over the whole batch; logits [N, C, H, W], target [N, H, W]."""
    probabilities = torch.softmax(logits.float(), 1)
    truth = F.one_hot(target.long(), logits.shape[1]).permute(0, 3, 1, 2).float()
    intersection = (probabilities * truth).sum((0, 2, 3))
    union = probabilities.sum((0, 2, 3)) + truth.sum((0, 2, 3)) - intersection
    return 1 - ((intersection + 1) / (union + 1))[first_class:].mean()
