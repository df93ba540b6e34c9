using TorchSharp.Dispatch;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Uniform on [0, 1).</summary>
    public static Tensor rand(params long[] size) => Aten.rand.Call(size);

    /// <inheritdoc cref="rand(long[])"/>
    public static Tensor rand(long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Leaf(Aten.rand.Call(size, dtype, Argument.None, device), requires_grad);

    /// <summary>Standard normal.</summary>
    public static Tensor randn(params long[] size) => Aten.randn.Call(size);

    /// <inheritdoc cref="randn(long[])"/>
    public static Tensor randn(long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Leaf(Aten.randn.Call(size, dtype, Argument.None, device), requires_grad);

    /// <summary>Whole numbers from low to high − 1.</summary>
    public static Tensor randint(
        long low, long high, long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Leaf(Aten.randint.Call(low, high, size, dtype ?? ScalarType.Int64, Argument.None, device), requires_grad);

    public static Tensor randint(long high, long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        randint(0, high, size, dtype, device, requires_grad);

    /// <summary>0 … n − 1 in random order, as int64.</summary>
    public static Tensor randperm(long n, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Leaf(Aten.randperm.Call(n, dtype ?? ScalarType.Int64, Argument.None, device), requires_grad);

    public static Tensor rand_like(Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Leaf(Aten.rand_like.Call(input, dtype, Argument.None, device), requires_grad);

    public static Tensor randn_like(Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Leaf(Aten.randn_like.Call(input, dtype, Argument.None, device), requires_grad);

    /// <summary>1 with the probability each element gives, else 0.</summary>
    public static Tensor bernoulli(Tensor input) => Aten.bernoulli.Call(input);

    public static Tensor multinomial(Tensor input, long num_samples, bool replacement = false) =>
        Aten.multinomial.Call(input, num_samples, replacement);
}
