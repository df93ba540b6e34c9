namespace TorchSharp.Dispatch;

/// <summary>Sums, means, extremes, norms, sorting.</summary>
internal static partial class Aten
{
    internal static readonly Operator sum = Op("sum");
    internal static readonly Operator sum_dim = Op("sum", "dim_IntList");
    internal static readonly Operator mean = Op("mean");
    internal static readonly Operator mean_dim = Op("mean", "dim");
    internal static readonly Operator prod = Op("prod");
    internal static readonly Operator prod_dim = Op("prod", "dim_int");
    internal static readonly Operator std = Op("std");
    internal static readonly Operator std_dim = Op("std", "dim");
    internal static readonly Operator var = Op("var");
    internal static readonly Operator var_dim = Op("var", "dim");
    internal static readonly Operator amax = Op("amax");
    internal static readonly Operator amin = Op("amin");
    internal static readonly Operator argmax = Op("argmax");
    internal static readonly Operator argmin = Op("argmin");
    internal static readonly Operator max = Op("max");
    internal static readonly Operator max_dim = Op("max", "dim");
    internal static readonly Operator min = Op("min");
    internal static readonly Operator min_dim = Op("min", "dim");
    internal static readonly Operator all = Op("all");
    internal static readonly Operator all_dim = Op("all", "dim");
    internal static readonly Operator any = Op("any");
    internal static readonly Operator any_dim = Op("any", "dim");
    internal static readonly Operator cumsum = Op("cumsum");
    internal static readonly Operator logsumexp = Op("logsumexp");
    internal static readonly Operator norm = Op("linalg_vector_norm");
    internal static readonly Operator topk = Op("topk");
    internal static readonly Operator sort_stable = Op("sort", "stable");
    internal static readonly Operator argsort = Op("argsort");
    internal static readonly Operator quantile = Op("quantile");
    internal static readonly Operator median = Op("median");
    internal static readonly Operator bincount = Op("bincount");
    internal static readonly Operator histc = Op("histc");
    internal static readonly Operator softmax = Op("softmax", "int");
    internal static readonly Operator log_softmax = Op("log_softmax", "int");
    internal static readonly Operator allclose = Op("allclose");
    internal static readonly Operator equal = Op("equal");
    internal static readonly Operator item = Op("item");
}
