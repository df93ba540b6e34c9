"""Figures as scikit-learn computes them, for the cases on standard input (JSON lines out, null where undefined)."""
import json
import sys
import warnings

import numpy as np
from sklearn import metrics

warnings.simplefilter("ignore")


def number(value):
    return None if value is None or not np.isfinite(value) else float(value)


def unless_empty(figure, *arguments, **options):
    """scikit-learn has a number for a share of nothing; it is undefined where that number is up to the caller."""
    low = figure(*arguments, zero_division=0, **options)
    high = figure(*arguments, zero_division=1, **options)
    return number(low) if low == high else None


def tags(case):
    weight = np.array(case["Weights"], dtype=float)
    taken = weight > 0
    weight, truth, answer = weight[taken], np.array(case["Truths"])[taken], np.array(case["Answers"])[taken]
    score = np.array(case["Scores"], dtype=float)[taken]
    both = len(set(truth)) == 2
    return {
        "auc": number(metrics.roc_auc_score(truth, score, sample_weight=weight)) if both else None,
        "averageprecision": number(metrics.average_precision_score(truth, score, sample_weight=weight)) if 1 in truth else None,
        "brier": number(metrics.brier_score_loss(truth, score, sample_weight=weight, pos_label=1)),
        "accuracy": number(metrics.accuracy_score(truth, answer, sample_weight=weight)),
        "balancedaccuracy": number(metrics.balanced_accuracy_score(truth, answer, sample_weight=weight)) if both else None,
        "f1": unless_empty(metrics.f1_score, truth, answer, sample_weight=weight),
        "sensitivity": unless_empty(metrics.recall_score, truth, answer, sample_weight=weight),
        "specificity": unless_empty(metrics.recall_score, truth, answer, sample_weight=weight, pos_label=0),
        "kappa": number(metrics.cohen_kappa_score(truth, answer, sample_weight=weight)),
    }


def pixels(case):
    truth, answer = np.array(case["Truths"]), np.array(case["Answers"])
    weight = np.repeat(np.array(case["Weights"], dtype=float), case["PixelsPerImage"])
    taken = weight > 0
    truth, answer, weight = truth[taken], answer[taken], weight[taken]
    figures = {"accuracy": number(metrics.accuracy_score(truth, answer, sample_weight=weight))}
    for index in case["Classes"]:
        own = (truth == index, answer == index)
        options = {"sample_weight": weight}
        figures[f"iou.{index}"] = unless_empty(metrics.jaccard_score, *own, **options)
        figures[f"dice.{index}"] = unless_empty(metrics.f1_score, *own, **options)
        figures[f"precision.{index}"] = unless_empty(metrics.precision_score, *own, **options)
        figures[f"recall.{index}"] = unless_empty(metrics.recall_score, *own, **options)
        figures[f"specificity.{index}"] = unless_empty(metrics.recall_score, *own, pos_label=False, **options)
    return figures


for case in json.load(sys.stdin):
    print(json.dumps(pixels(case) if "Classes" in case else tags(case)))
