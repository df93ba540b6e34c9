"""Paired tests by scipy and, where scipy has none, from the papers' formulas written out. JSON in, JSON out."""
import itertools
import json
import sys

import numpy as np
from scipy import stats


def wilcoxon(asked):
    differences = np.array(asked["differences"])
    zeros = asked["zeros"]
    if asked["by"] == "scipy":
        answer = stats.wilcoxon(differences, zero_method=zeros, correction=False, mode=asked["mode"])
        return {"statistic": answer.statistic, "p": answer.pvalue}
    # Every way to give the ranks signs.
    if zeros == "wilcox":
        differences = differences[differences != 0]
    ranks = stats.rankdata(np.abs(differences))
    sign = np.sign(differences)
    ranks, sign = ranks[sign != 0], sign[sign != 0]
    seen = ranks[sign > 0].sum()
    sums = np.array([sum(r for r, s in zip(ranks, signs) if s) for signs in itertools.product([0, 1], repeat=len(ranks))])
    p = min(1, 2 * min((sums <= seen + 1e-9).mean(), (sums >= seen - 1e-9).mean()))
    return {"statistic": min(seen, ranks.sum() - seen), "p": p}


def kernel(positive, negative):
    """Psi of all pairs, [positives, negatives]: DeLong et al. 1988, eq. 2."""
    return np.where(positive[:, None] > negative[None, :], 1.0, np.where(positive[:, None] == negative[None, :], 0.5, 0.0))


def delong(asked):
    label = np.array(asked["truth"]) > 0.5
    pairs = [kernel(np.array(scores)[label], np.array(scores)[~label]) for scores in (asked["first"], asked["second"])]
    aucs = [psi.mean() for psi in pairs]
    s10 = np.cov(np.stack([psi.mean(axis=1) for psi in pairs]))
    s01 = np.cov(np.stack([psi.mean(axis=0) for psi in pairs]))
    s = s10 / label.sum() + s01 / (~label).sum()
    error = np.sqrt(s[0, 0] + s[1, 1] - 2 * s[0, 1])
    z = (aucs[0] - aucs[1]) / error
    return {"first": aucs[0], "second": aucs[1], "error": error, "p": 2 * stats.norm.sf(abs(z))}


def covariance(first, second):
    """Of two AUCs of the same cases with clusters: Obuchowski 1997, from the sums of a cluster's components."""
    (psi_a, auc_a), (psi_b, auc_b), label, cluster = first, second, *CASES
    ids = np.unique(cluster)
    m, n = label.sum(), (~label).sum()
    positive = [cluster[label] == i for i in ids]
    negative = [cluster[~label] == i for i in ids]
    i10 = sum(p.any() for p in positive)
    i01 = sum(q.any() for q in negative)
    i = len(ids)

    def sums(psi, auc):
        return (np.array([psi.mean(axis=1)[p].sum() - p.sum() * auc for p in positive]),
                np.array([psi.mean(axis=0)[q].sum() - q.sum() * auc for q in negative]))

    a10, a01 = sums(psi_a, auc_a)
    b10, b01 = sums(psi_b, auc_b)
    s10 = i10 / ((i10 - 1) * m) * (a10 * b10).sum()
    s01 = i01 / ((i01 - 1) * n) * (a01 * b01).sum()
    s11 = i / (i - 1) * (a10 * b01).sum()
    s11b = i / (i - 1) * (b10 * a01).sum()
    return s10 / m + s01 / n + (s11 + s11b) / (m * n)


def obuchowski(asked):
    global CASES
    label = np.array(asked["truth"]) > 0.5
    CASES = (label, np.array(asked["clusters"]))
    answers = []
    for scores in (asked["first"], asked["second"]):
        psi = kernel(np.array(scores)[label], np.array(scores)[~label])
        answers.append((psi, psi.mean()))
    a, b = answers
    error = np.sqrt(covariance(a, a) + covariance(b, b) - 2 * covariance(a, b))
    z = (a[1] - b[1]) / error
    return {"first": a[1], "second": b[1], "error": error, "p": 2 * stats.norm.sf(abs(z))}


def mcnemar(asked):
    b, c = asked["onlyFirst"], asked["onlySecond"]
    p = stats.binomtest(min(b, c), b + c, 0.5).pvalue
    return {"p": p, "midP": min(1, 2 * stats.binom.cdf(min(b, c), b + c, 0.5) - stats.binom.pmf(min(b, c), b + c, 0.5))}


def durkalski(asked):
    first, second, cluster = (np.array(asked[name]) for name in ("first", "second", "clusters"))
    d = np.array([(first[cluster == i].astype(float) - second[cluster == i]).mean() for i in np.unique(cluster)])
    x = d.sum() ** 2 / (d ** 2).sum()
    return {"statistic": x, "p": stats.chi2.sf(x, 1)}


def power(asked):
    n, d, sd = asked["patients"], asked["difference"], asked["deviation"]
    critical = stats.t.ppf(0.975, n - 1)
    shift = d / sd * np.sqrt(n)
    return {"power": stats.nct.sf(critical, n - 1, shift) + stats.nct.cdf(-critical, n - 1, shift)}


BY = {f.__name__: f for f in (wilcoxon, delong, obuchowski, mcnemar, durkalski, power)}
json.dump([BY[question["test"]](question) for question in json.load(sys.stdin)], sys.stdout)
