"""What PyTorch computes, as JSON on stdout, for PeerTests to compare with. Runs under Debian's python3-torch."""
import json

import torch
from torch import nn

STEPS = 6


def numbers(tensor):
    return tensor.detach().flatten().tolist()


def seeded_weights():
    torch.manual_seed(42)
    layers = {
        "conv": nn.Conv2d(3, 4, 3),
        "grouped": nn.Conv2d(4, 6, (1, 5), groups=2),
        "transposed": nn.ConvTranspose2d(4, 2, 3),
        "linear": nn.Linear(7, 5),
    }
    weights = {f"{name}.{key}": numbers(value) for name, layer in layers.items() for key, value in layer.state_dict().items()}
    weights["randn"] = numbers(torch.randn(5))
    weights["rand"] = numbers(torch.rand(3))
    weights["randperm"] = numbers(torch.randperm(9))
    return weights


def optimizers(parameters):
    return {
        "adamw": torch.optim.AdamW(parameters, lr=0.01, betas=(0.9, 0.999), eps=1e-8, weight_decay=0.1),
        "adam": torch.optim.Adam(parameters, lr=0.01, weight_decay=0.05),
        "sgd": torch.optim.SGD(parameters, lr=0.1),
        "momentum": torch.optim.SGD(parameters, lr=0.1, momentum=0.9, dampening=0.1, weight_decay=0.01),
        "nesterov": torch.optim.SGD(parameters, lr=0.1, momentum=0.9, nesterov=True),
        "rmsprop": torch.optim.RMSprop(parameters, lr=0.01, alpha=0.9, weight_decay=0.01),
        "rmsprop_momentum": torch.optim.RMSprop(parameters, lr=0.01, momentum=0.9),
    }


def trajectory(name):
    """Parameters after some steps down Σ w⁴ / 4 (gradient w³); the second one rests in every other step."""
    first = torch.linspace(-1, 1, 5).requires_grad_()
    second = torch.linspace(0.5, 2, 4).reshape(2, 2).requires_grad_()
    optimizer = optimizers([first, second])[name]
    for step in range(STEPS):
        optimizer.zero_grad(set_to_none=True)
        loss = first.pow(4).sum() / 4
        if step % 2 == 0:
            loss = loss + second.pow(4).sum() / 4
        loss.backward()
        optimizer.step()
    return numbers(first) + numbers(second)


def training():
    """Losses of a small network, seeded, with convolution, batch normalisation and soft IoU."""
    torch.manual_seed(7)
    model = nn.Sequential(nn.Conv2d(1, 4, 3, padding=1, bias=False), nn.BatchNorm2d(4), nn.ReLU(), nn.Conv2d(4, 1, 1))
    optimizer = torch.optim.AdamW(model.parameters(), lr=0.05, weight_decay=0.01)
    x = torch.rand(2, 1, 8, 8)
    target = (x > 0.5).float()
    losses = []
    for _ in range(STEPS):
        optimizer.zero_grad(set_to_none=True)
        p = torch.sigmoid(model(x))
        intersection = (p * target).sum()
        loss = 1 - (intersection + 1) / (p.sum() + target.sum() - intersection + 1)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses


torch.set_num_threads(1)
print(json.dumps({
    "version": torch.__version__,
    "weights": seeded_weights(),
    "optimizers": {name: trajectory(name) for name in optimizers([torch.zeros(1, requires_grad=True)])},
    "training": training(),
}))
