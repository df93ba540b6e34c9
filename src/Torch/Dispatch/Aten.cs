using System.Reflection;

namespace TorchSharp.Dispatch;

/// <summary>
/// The table of every operator the surface calls. Fields carry the operator's name; an overload follows after an
/// underscore. A test resolves them all, so that an operator a libtorch version lacks shows at once.
/// </summary>
internal static partial class Aten
{
    internal static IEnumerable<Operator> All =>
        typeof(Aten).GetFields(BindingFlags.Static | BindingFlags.NonPublic)
            .Select(member => member.GetValue(null))
            .OfType<Operator>();

    static Operator Op(string name, string overload = "") => new("aten::" + name, overload);
}
