namespace TorchSharp.Dispatch;

/// <summary>New tensors and random numbers, and linear algebra.</summary>
internal static partial class Aten
{
    internal static readonly Operator zeros = Op("zeros");
    internal static readonly Operator ones = Op("ones");
    internal static readonly Operator empty = Op("empty", "memory_format");
    internal static readonly Operator full = Op("full");
    internal static readonly Operator eye = Op("eye", "m");
    internal static readonly Operator arange = Op("arange", "start_step");
    internal static readonly Operator linspace = Op("linspace");
    internal static readonly Operator zeros_like = Op("zeros_like");
    internal static readonly Operator ones_like = Op("ones_like");
    internal static readonly Operator empty_like = Op("empty_like");
    internal static readonly Operator full_like = Op("full_like");
    internal static readonly Operator meshgrid = Op("meshgrid", "indexing");

    internal static readonly Operator rand = Op("rand");
    internal static readonly Operator randn = Op("randn");
    internal static readonly Operator rand_like = Op("rand_like");
    internal static readonly Operator randn_like = Op("randn_like");
    internal static readonly Operator randint = Op("randint", "low");
    internal static readonly Operator randperm = Op("randperm");
    internal static readonly Operator bernoulli = Op("bernoulli");
    internal static readonly Operator multinomial = Op("multinomial");
    internal static readonly Operator uniform_ = Op("uniform_");
    internal static readonly Operator normal_ = Op("normal_");
    internal static readonly Operator bernoulli_ = Op("bernoulli_", "float");

    internal static readonly Operator matmul = Op("matmul");
    internal static readonly Operator mm = Op("mm");
    internal static readonly Operator bmm = Op("bmm");
    internal static readonly Operator einsum = Op("einsum");
}
