"""TwoPathCNN and InputCascadeCNN of src/Training/Architectures in PyTorch."""
import torch
import torch.nn.functional as F
from torch import nn

MARGIN = 16


class Maxout(nn.Module):
    def __init__(self, channels_in, channels_out, kernel):
        super().__init__()
        self.conv = nn.Conv2d(channels_in, 2 * channels_out, kernel)

    def forward(self, x):
        first, second = self.conv(x).chunk(2, 1)
        return torch.maximum(first, second)


class TwoPathCnn(nn.Module):
    def __init__(self, channels_in, classes):
        super().__init__()
        self.local1 = Maxout(channels_in, 64, 7)
        self.local2 = Maxout(64, 64, 3)
        self.global1 = Maxout(channels_in, 160, 13)
        self.output = nn.Conv2d(224, classes, 21)

    def forward(self, x):
        local = F.max_pool2d(self.local2(F.max_pool2d(self.local1(x), 4, 1)), 2, 1)
        return self.output(torch.cat([local, self.global1(x)], 1))


class InputCascadeCnn(nn.Module):
    def __init__(self, channels_in, classes):
        super().__init__()
        self.net1 = TwoPathCnn(channels_in, classes)
        self.net2 = TwoPathCnn(channels_in + classes, classes)

    def forward(self, x):
        probabilities = torch.softmax(self.net1(x), 1)
        return self.net2(torch.cat([x[:, :, MARGIN:-MARGIN, MARGIN:-MARGIN], probabilities], 1))
