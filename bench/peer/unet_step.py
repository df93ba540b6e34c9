"""One training step in PyTorch, timed; prints one JSON object. The counterpart of `Studio.Training bench-step`."""
import argparse
import ctypes
import json
import resource
import time

parser = argparse.ArgumentParser()
parser.add_argument("--steps", type=int, default=20)
parser.add_argument("--warmup", type=int, default=3)
parser.add_argument("--size", type=int, default=256)
parser.add_argument("--batch", type=int, default=8)
parser.add_argument("--base", type=int, default=16)
parser.add_argument("--classes", type=int, default=3)
parser.add_argument("--threads", type=int, default=2)
parser.add_argument("--channels-last", action="store_true")
parser.add_argument("--bf16", action="store_true")
parser.add_argument("--tune-malloc", action="store_true")
options = parser.parse_args()

if options.tune_malloc:
    # The same three settings as the studio's bridge: keep freed blocks in the heap instead of returning the pages.
    libc = ctypes.CDLL("libc.so.6")
    M_TRIM_THRESHOLD, M_TOP_PAD, M_MMAP_MAX = -1, -2, -4
    libc.mallopt(M_MMAP_MAX, 0)
    libc.mallopt(M_TRIM_THRESHOLD, 2**31 - 1)
    libc.mallopt(M_TOP_PAD, 64 << 20)

import torch  # noqa: E402  (after malloc is tuned)

from unet import UNet, soft_iou  # noqa: E402

torch.set_num_threads(options.threads)
torch.manual_seed(1)
model = UNet(1, options.classes, options.base)
if options.channels_last:
    model = model.to(memory_format=torch.channels_last)
optimizer = torch.optim.AdamW(model.parameters(), lr=1e-3, weight_decay=0.01)
images = torch.randn(options.batch, 1, options.size, options.size)
targets = torch.randint(0, options.classes, (options.batch, options.size, options.size))
if options.channels_last:
    images = images.clone(memory_format=torch.channels_last)

milliseconds = []
loss_value = 0.0
for step in range(options.warmup + options.steps):
    start = time.perf_counter()
    optimizer.zero_grad(set_to_none=True)
    with torch.autocast("cpu", torch.bfloat16, enabled=options.bf16):
        logits = model(images)
    loss = soft_iou(logits, targets)
    loss.backward()
    torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
    optimizer.step()
    loss_value = loss.item()
    del logits, loss
    if step >= options.warmup:
        milliseconds.append((time.perf_counter() - start) * 1000)

print(json.dumps({
    "stepMs": milliseconds,
    "loss": loss_value,
    "peakMemoryBytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024,
    "version": torch.__version__,
}))
