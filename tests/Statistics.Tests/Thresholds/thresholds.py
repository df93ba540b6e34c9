"""Curves and thresholds by scikit-learn, and goals by trying every threshold. JSON in, JSON out."""
import json
import sys

import numpy as np
from sklearn import metrics


def curves(asked):
    p, y = np.array(asked["probabilities"]), np.array(asked["labels"])
    fpr, tpr, roc = metrics.roc_curve(y, p, drop_intermediate=False)
    precision, recall, pr = metrics.precision_recall_curve(y, p)
    goals = {}
    candidates = []
    for t in np.unique(p):
        tn, fp, fn, tp = metrics.confusion_matrix(y, p >= t, labels=[0, 1]).ravel()
        if tp:
            candidates.append((t, tp / (tp + fn), tn / (tn + fp), tp / (tp + fp)))
    for name, column, target in (("sensitivity", 1, 0.9), ("specificity", 2, 0.9), ("precision", 3, 0.8)):
        reached = [c for c in candidates if c[column] >= target]
        if not reached:
            goals[name] = None
        elif name == "sensitivity":
            goals[name] = max(reached, key=lambda c: c[0])
        elif name == "specificity":
            goals[name] = min(reached, key=lambda c: c[0])
        else:
            goals[name] = max(reached, key=lambda c: (c[1], c[0]))
    goals["youden"] = max(candidates, key=lambda c: (round(c[1] + c[2], 12), -c[0]))
    return {
        "fpr": fpr.tolist(), "tpr": tpr.tolist(), "precision": precision[:-1][::-1].tolist(), "recall": recall[:-1][::-1].tolist(),
        "thresholds": pr[::-1].tolist(), "goals": goals, "auc": metrics.roc_auc_score(y, p),
    }


json.dump([curves(question) for question in json.load(sys.stdin)], sys.stdout)
