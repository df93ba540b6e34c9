"""Networks and optimisers by recipe (a JSON object, as in src/Contracts/Recipes)."""
import fnmatch

import torch

from patches import InputCascadeCnn, TwoPathCnn
from segmentation import DeepLab, MammographyFcn, SegNet, XNet
from tags_and_boxes import CenterDetector, ResNet, VectorNetwork
from unet import UNet


def widths_of(architecture):
    if architecture["widths"]:
        return [int(width) for width in architecture["widths"]]
    return [architecture["baseChannels"] << level for level in range(architecture["depth"])]


def vector(recipe, answers):
    a, size = recipe["architecture"], (recipe["input"]["height"], recipe["input"]["width"])
    return VectorNetwork(recipe["input"]["channels"], answers, widths_of(a), size, a["head"] == "flatten", a["outputNorm"])


def create(recipe, classes):
    """classes: without background."""
    a, channels = recipe["architecture"], recipe["input"]["channels"]
    return {
        "unet": lambda: UNet(channels, classes + 1, a["baseChannels"], a["depth"]),
        "segnet": lambda: SegNet(channels, classes + 1, widths_of(a)),
        "xnet": lambda: XNet(channels, classes + 1, widths_of(a)),
        "mammography-fcn": lambda: MammographyFcn(channels, classes),
        "deeplab": lambda: DeepLab(channels, classes + 1, a["encoder"], a["outputStride"]),
        "two-path-cnn": lambda: TwoPathCnn(channels, classes + 1),
        "input-cascade-cnn": lambda: InputCascadeCnn(channels, classes + 1),
        "resnet-classifier": lambda: vector(recipe, classes),
        "resnet": lambda: ResNet(channels, classes, a["encoder"]),
        "resnet-localizer": lambda: vector(recipe, 4),
        "center-detector": lambda: CenterDetector(channels, classes, widths_of(a)),
    }[a["name"]]()


def is_frozen(recipe, name):
    return any(fnmatch.fnmatchcase(name, pattern) for pattern in recipe["transfer"]["freeze"])


def train(model):
    """Training mode, except for what is frozen."""
    model.train()
    for module in model.modules():
        own = list(module.parameters(recurse=False))
        if own and not any(parameter.requires_grad for parameter in own):
            module.eval()


def optimizer(model, recipe, tuned):
    settings = recipe["optimizer"]
    parameters = [parameter for parameter in model.parameters() if parameter.requires_grad]
    # None leaves the choice to PyTorch, which takes one parameter after the other on the processor.
    common = {"lr": settings["learningRate"], "weight_decay": settings["weightDecay"], "foreach": True if tuned else None}
    return {
        "adamw": lambda: torch.optim.AdamW(parameters, **common),
        "adam": lambda: torch.optim.Adam(parameters, **common),
        "sgd": lambda: torch.optim.SGD(parameters, momentum=settings["momentum"], **common),
    }[settings["name"]]()
