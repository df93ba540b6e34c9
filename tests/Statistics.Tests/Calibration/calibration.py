"""Calibration by scikit-learn and scipy's minimisers; binned errors written out with numpy. JSON in, JSON out."""
import json
import sys

import numpy as np
from scipy import optimize, special
from sklearn import calibration, metrics


def binned(asked):
    p, y, bins = np.array(asked["probabilities"]), np.array(asked["labels"]), asked["bins"]
    share, confidence = calibration.calibration_curve(y, p, n_bins=bins)
    place = np.searchsorted(np.arange(1, bins) / bins, p)
    count = np.bincount(place, minlength=bins)
    gap = np.abs(share - confidence)
    weight = count[count > 0] / len(p)
    base = y.mean()
    return {
        "count": count.tolist(), "share": share.tolist(), "confidence": confidence.tolist(),
        "ece": (weight * gap).sum(), "mce": gap.max(),
        "brier": metrics.brier_score_loss(y, p), "logLoss": metrics.log_loss(y, p),
        "reliability": (weight * gap ** 2).sum(), "resolution": (weight * (share - base) ** 2).sum(),
    }


def choice(asked):
    p, y = np.array(asked["probabilities"]), np.array(asked["classes"])
    one = np.eye(p.shape[1])[y]
    return {"brier": ((p - one) ** 2).sum(axis=1).mean(), "logLoss": metrics.log_loss(y, p, labels=range(p.shape[1]))}


def smallest(loss):
    """Of a function of log T, from several places, to the last digit that it tells."""
    best = min((optimize.minimize_scalar(loss, bracket=(a, a + 0.5), tol=1e-12) for a in (-1.5, 0, 1.5)), key=lambda r: r.fun)
    return float(np.exp(best.x)), float(best.fun)


def temperature(asked):
    z, y = np.array(asked["logits"]), np.array(asked["classes"])

    def loss(log_t):
        scaled = z / np.exp(log_t)
        return (special.logsumexp(scaled, axis=1) - scaled[np.arange(len(y)), y]).mean()

    t, after = smallest(loss)
    return {"temperature": t, "before": loss(0.0), "after": after}


def independent(asked):
    z, y = np.array(asked["logits"]), np.where(np.array(asked["labels"]), 1.0, -1.0)

    def loss(log_t):
        return np.logaddexp(0, -y * z / np.exp(log_t)).mean()

    t, after = smallest(loss)
    return {"temperature": t, "before": loss(0.0), "after": after}


def platt(asked):
    z, y = np.array(asked["logits"]), np.array(asked["labels"]).astype(bool)
    n1, n0 = y.sum(), (~y).sum()
    target = np.where(y, (n1 + 1) / (n1 + 2), 1 / (n0 + 2))

    def loss(w):
        f = w[0] * z + w[1]
        return (target * np.logaddexp(0, -f) + (1 - target) * np.logaddexp(0, f)).mean()

    def gradient(w):
        excess = special.expit(w[0] * z + w[1]) - target
        return np.array([(excess * z).mean(), excess.mean()])

    answer = optimize.minimize(loss, [0.0, 0.0], jac=gradient, method="BFGS", options={"gtol": 1e-11})
    root = optimize.root(gradient, answer.x, tol=1e-14)
    # scikit-learn's own (private) fit of the same loss, which stops earlier.
    a, b = calibration._sigmoid_calibration(z, y)
    return {"slope": root.x[0], "offset": root.x[1], "sklearn": [-a, -b]}


BY = {f.__name__: f for f in (binned, choice, temperature, independent, platt)}
json.dump([BY[question["test"]](question) for question in json.load(sys.stdin)], sys.stdout)
