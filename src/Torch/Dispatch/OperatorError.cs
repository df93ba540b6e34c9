using System.Globalization;
using System.Text;

namespace TorchSharp.Dispatch;

/// <summary>Words a failed call: the operation, what it was given, and libtorch's reason.</summary>
internal static class OperatorError
{
    internal static string Describe(Operator called, ReadOnlySpan<Argument> arguments, string reason)
    {
        var text = new StringBuilder(called.FullName).Append('(');
        for (int i = 0; i < arguments.Length; i++)
        {
            if (i > 0)
                text.Append(", ");
            Append(text, arguments[i].ToObject());
        }
        return text.Append(") failed: ").Append(reason.Trim()).ToString();
    }

    static void Append(StringBuilder text, object? value)
    {
        switch (value)
        {
            case torch.Tensor { IsInvalid: true }:
                text.Append("disposed tensor");
                break;
            case torch.Tensor tensor:
                text.Append(Name(tensor.dtype)).Append('[').AppendJoin(',', tensor.shape).Append(']');
                break;
            case Array list:
                AppendList(text, list);
                break;
            case null:
                text.Append("none");
                break;
            default:
                text.Append(Convert.ToString(value, CultureInfo.InvariantCulture));
                break;
        }
    }

    static void AppendList(StringBuilder text, Array list)
    {
        const int shown = 8;
        text.Append('[');
        for (int i = 0; i < Math.Min(list.Length, shown); i++)
        {
            if (i > 0)
                text.Append(',');
            Append(text, list.GetValue(i));
        }
        text.Append(list.Length > shown ? $",… {list.Length} in all]" : "]");
    }

    static string Name(torch.ScalarType type) =>
        type == torch.ScalarType.Byte ? "uint8" : type.ToString().ToLowerInvariant();
}
