"""What the networks of src/Training/Architectures are built of, in PyTorch, under the same names."""
import torch
import torch.nn.functional as F
from torch import nn


class ConvUnit(nn.Module):
    """Convolution without bias, batch norm, in-place ReLU; the size stays with a stride of 1."""

    def __init__(self, channels_in, channels_out, kernel=3, stride=1, dilation=1):
        super().__init__()
        self.conv = nn.Conv2d(channels_in, channels_out, kernel, stride, dilation * (kernel - 1) // 2, dilation, bias=False)
        self.bn = nn.BatchNorm2d(channels_out)

    def forward(self, x):
        return F.relu(self.bn(self.conv(x)), inplace=True)


class Picked(nn.Conv2d):
    """1x1 convolution with a stride. PyTorch 1.13 crashes in the gradient of one of few channels with channels_last."""

    def __init__(self, channels_in, channels_out, stride):
        super().__init__(channels_in, channels_out, 1, bias=False)
        self.picked = stride

    def forward(self, x):
        return super().forward(x[:, :, ::self.picked, ::self.picked])


def shortcut(channels_in, channels_out, stride):
    if channels_in == channels_out and stride == 1:
        return None
    conv = Picked(channels_in, channels_out, stride) if channels_in < 16 and stride > 1 else nn.Conv2d(
        channels_in, channels_out, 1, stride, bias=False)
    return nn.Sequential(conv, nn.BatchNorm2d(channels_out))


class BasicBlock(nn.Module):
    """Two 3x3 convolutions round which the input is led (He et al. 2016, figure 5 left)."""

    def __init__(self, channels_in, channels_out, stride=1, dilation=1):
        super().__init__()
        self.conv1 = nn.Conv2d(channels_in, channels_out, 3, stride, dilation, dilation, bias=False)
        self.bn1 = nn.BatchNorm2d(channels_out)
        self.conv2 = nn.Conv2d(channels_out, channels_out, 3, 1, dilation, dilation, bias=False)
        self.bn2 = nn.BatchNorm2d(channels_out)
        self.downsample = shortcut(channels_in, channels_out, stride)

    def forward(self, x):
        residual = self.bn2(self.conv2(F.relu(self.bn1(self.conv1(x)), inplace=True)))
        residual += x if self.downsample is None else self.downsample(x)
        return F.relu(residual, inplace=True)


def kaiming(module):
    for parameter in module.parameters():
        if parameter.dim() == 4:
            nn.init.kaiming_normal_(parameter, mode="fan_out", nonlinearity="relu")


class ResNetEncoder(nn.Module):
    """ResNet-18 or -34 without its last layer, names of torchvision; dilated below the output stride."""

    BLOCKS = {"resnet18": [2, 2, 2, 2], "resnet34": [3, 4, 6, 3]}

    def __init__(self, encoder, channels_in, output_stride=32):
        super().__init__()
        self.conv1 = nn.Conv2d(channels_in, 64, 7, 2, 3, bias=False)
        self.bn1 = nn.BatchNorm2d(64)
        channels, total, dilation = 64, 4, 1
        for index, count in enumerate(self.BLOCKS[encoder]):
            wanted = 1 if index == 0 else 2
            stride = wanted if total * wanted <= output_stride else 1
            first, dilation = dilation, dilation * wanted // stride
            total *= stride
            units = []
            for unit in range(count):
                units.append(BasicBlock(channels, 64 << index, stride if unit == 0 else 1, first if unit == 0 else dilation))
                channels = 64 << index
            setattr(self, f"layer{index + 1}", nn.Sequential(*units))
        self.channels = channels
        kaiming(self)

    def features(self, x):
        x = F.max_pool2d(F.relu(self.bn1(self.conv1(x)), inplace=True), 3, 2, 1)
        levels = []
        for layer in (self.layer1, self.layer2, self.layer3, self.layer4):
            x = layer(x)
            levels.append(x)
        return levels

    def forward(self, x):
        return self.features(x)[-1]
