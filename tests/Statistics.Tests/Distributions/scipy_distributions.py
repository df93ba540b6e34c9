"""Distributions by scipy: JSON of the questions in, JSON of the answers out."""
import json
import sys

from scipy import stats

asked = json.load(sys.stdin)
json.dump({
    "normal": [stats.norm.cdf(x) for x in asked["normal"]],
    "student": [stats.t.cdf(t, freedom) for t, freedom in asked["student"]],
    "studentTwoSided": [stats.t.ppf(0.5 + level / 2, freedom) for level, freedom in asked["studentTwoSided"]],
    "chiSquared": [stats.chi2.sf(x, 1) for x in asked["chiSquared"]],
    "binomial": [stats.binom.cdf(int(k), int(n), p) for k, n, p in asked["binomial"]],
    "noncentral": [stats.nct.cdf(t, freedom, shift) for t, freedom, shift in asked["noncentral"]],
}, sys.stdout)
