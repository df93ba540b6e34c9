namespace TorchSharp.Dispatch;

/// <summary>Shapes, views, joining, picking and placing elements, conversion.</summary>
internal static partial class Aten
{
    internal static readonly Operator reshape = Op("reshape");
    internal static readonly Operator view = Op("view");
    internal static readonly Operator view_dtype = Op("view", "dtype");
    internal static readonly Operator permute = Op("permute");
    internal static readonly Operator transpose = Op("transpose", "int");
    internal static readonly Operator unsqueeze = Op("unsqueeze");
    internal static readonly Operator squeeze = Op("squeeze");
    internal static readonly Operator squeeze_dim = Op("squeeze", "dim");
    internal static readonly Operator flatten = Op("flatten", "using_ints");
    internal static readonly Operator expand = Op("expand");
    internal static readonly Operator expand_as = Op("expand_as");
    internal static readonly Operator repeat = Op("repeat");
    internal static readonly Operator repeat_interleave = Op("repeat_interleave", "self_int");
    internal static readonly Operator narrow = Op("narrow");
    internal static readonly Operator select = Op("select", "int");
    internal static readonly Operator slice = Op("slice", "Tensor");
    internal static readonly Operator unfold_dimension = Op("unfold");
    internal static readonly Operator split = Op("split", "Tensor");
    internal static readonly Operator split_sizes = Op("split_with_sizes");
    internal static readonly Operator chunk = Op("chunk");
    internal static readonly Operator unbind = Op("unbind", "int");
    internal static readonly Operator cat = Op("cat");
    internal static readonly Operator stack = Op("stack");
    internal static readonly Operator flip = Op("flip");
    internal static readonly Operator roll = Op("roll");
    internal static readonly Operator rot90 = Op("rot90");
    internal static readonly Operator tril = Op("tril");
    internal static readonly Operator triu = Op("triu");

    internal static readonly Operator index_Tensor = Op("index", "Tensor");
    internal static readonly Operator index_put_ = Op("index_put_");
    internal static readonly Operator index_select = Op("index_select");
    internal static readonly Operator index_copy_ = Op("index_copy_");
    internal static readonly Operator index_add_ = Op("index_add_");
    internal static readonly Operator masked_select = Op("masked_select");
    internal static readonly Operator gather = Op("gather");
    internal static readonly Operator scatter_src = Op("scatter", "src");
    internal static readonly Operator scatter_value = Op("scatter", "value");
    internal static readonly Operator scatter_InPlaceSrc = Op("scatter_", "src");
    internal static readonly Operator scatter_InPlaceValue = Op("scatter_", "value");
    internal static readonly Operator scatter_add = Op("scatter_add");
    internal static readonly Operator scatter_add_ = Op("scatter_add_");
    internal static readonly Operator nonzero = Op("nonzero");
    internal static readonly Operator one_hot = Op("one_hot");

    internal static readonly Operator to_dtype = Op("to", "dtype");
    internal static readonly Operator to_device = Op("to", "device");
    internal static readonly Operator to_layout = Op("to", "dtype_layout");
    internal static readonly Operator detach = Op("detach");
    internal static readonly Operator detach_ = Op("detach_");
    internal static readonly Operator clone = Op("clone");
    internal static readonly Operator contiguous = Op("contiguous");
    internal static readonly Operator alias = Op("alias");
    internal static readonly Operator pin_memory = Op("pin_memory");
    internal static readonly Operator copy_ = Op("copy_");
    internal static readonly Operator zero_ = Op("zero_");
    internal static readonly Operator fill_Scalar = Op("fill_", "Scalar");
    internal static readonly Operator fill_Tensor = Op("fill_", "Tensor");
}
