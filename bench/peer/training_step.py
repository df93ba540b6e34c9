"""Training steps of one recipe in PyTorch, timed. The counterpart of `Studio.Training bench-step --turns`.

Arguments: a JSON file {"recipe": {...}, "classes": 2, "threads": 2, "tuned": true, "bf16": true, "device": "cpu",
"compile": false} and the .safetensors file that bench-step --share wrote. Tuned means what PyTorch offers for speed:
channels_last, autocast to bfloat16 where bf16 is true, optimisers over lists, on a processor an allocator that keeps its
pages, on a GPU cuDNN's search for the fastest algorithm. Otherwise everything is PyTorch's default. Compile means that the
network goes through torch.compile.

First the network gets the studio's weights and batch, and must come to the same output, loss and gradient in float32 on the
processor, or the script ends. Then it reads from standard input how many steps to time, line by line, and answers each with one JSON object.
"""
import ctypes
import json
import resource
import sys
import time

options = json.load(open(sys.argv[1]))
device = options["device"]
if options["tuned"] and device == "cpu":
    # The same three settings as the studio's bridge: keep freed blocks in the heap instead of returning the pages.
    libc = ctypes.CDLL("libc.so.6")
    M_TRIM_THRESHOLD, M_TOP_PAD, M_MMAP_MAX = -1, -2, -4
    libc.mallopt(M_MMAP_MAX, 0)
    libc.mallopt(M_TRIM_THRESHOLD, 2**31 - 1)
    libc.mallopt(M_TOP_PAD, 64 << 20)

import torch  # noqa: E402  (after malloc is tuned)

import losses  # noqa: E402
import networks  # noqa: E402
import safetensors_file  # noqa: E402

WARMUP_STEPS = 3
TOLERANCE = 1e-4

torch.set_num_threads(options["threads"])
torch.set_flush_denormal(options["tuned"])
recipe = options["recipe"]
model = networks.create(recipe, options["classes"])
shared = safetensors_file.read(sys.argv[2])
model.load_state_dict({name[8:]: value for name, value in shared.items() if name.startswith("weights.")})
for name, parameter in model.named_parameters():
    parameter.requires_grad = not networks.is_frozen(recipe, name)
if options["tuned"]:
    model = model.to(memory_format=torch.channels_last)
networks.train(model)
loss_of = losses.create(recipe)
images, target = shared["images"], shared["target"]
if options["tuned"]:
    images = images.clone(memory_format=torch.channels_last)


def differences():
    """How far output, loss and gradient are from the studio's, as shares of the largest number."""
    before = {name: value.clone() for name, value in model.state_dict().items()}
    output = model(images)
    loss = loss_of(output, target)
    loss.backward()
    gradient = torch.nn.utils.clip_grad_norm_([p for p in model.parameters() if p.grad is not None], float("inf"))
    model.load_state_dict(before)
    pairs = {"output": output.detach(), "loss": loss.detach(), "gradient": gradient}
    return {
        name: ((value.double() - shared[name].double()).abs().max() / shared[name].double().abs().max().clamp_min(1)).item()
        for name, value in pairs.items()}


found = differences()
if not max(found.values()) <= TOLERANCE:
    sys.exit(f"{recipe['architecture']['name']}: this network does not compute what the studio's does: {found}")

model, images, target = model.to(device), images.to(device), target.to(device)
torch.backends.cudnn.benchmark = options["tuned"]
optimizer = networks.optimizer(model, recipe, options["tuned"])
clip = recipe["training"]["gradientClip"]
network = torch.compile(model) if options["compile"] else model


def step():
    optimizer.zero_grad(set_to_none=True)
    with torch.autocast(device, torch.bfloat16, enabled=options["tuned"] and options["bf16"]):
        output = network(images)
    loss = loss_of(output.float(), target)
    loss.backward()
    if clip > 0:
        torch.nn.utils.clip_grad_norm_(model.parameters(), clip)
    optimizer.step()
    return loss.item()


def measure(steps):
    milliseconds, loss = [], 0.0
    for _ in range(steps):
        start = time.perf_counter()
        loss = step()
        milliseconds.append((time.perf_counter() - start) * 1000)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    answer = {"stepMs": milliseconds, "loss": loss, "peakMemoryBytes": peak, "version": torch.__version__, "differences": found}
    print(json.dumps(answer), flush=True)


optimizer.zero_grad(set_to_none=True)
for _ in range(WARMUP_STEPS):
    step()
measure(0)
for line in sys.stdin:
    measure(int(line))
