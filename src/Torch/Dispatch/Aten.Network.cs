namespace TorchSharp.Dispatch;

/// <summary>Layers, losses, resampling, and the list operators optimizers step with.</summary>
internal static partial class Aten
{
    internal static readonly Operator conv2d = Op("conv2d");
    internal static readonly Operator conv2d_padding = Op("conv2d", "padding");
    internal static readonly Operator conv_transpose2d = Op("conv_transpose2d", "input");
    internal static readonly Operator linear = Op("linear");
    internal static readonly Operator batch_norm = Op("batch_norm");
    internal static readonly Operator instance_norm = Op("instance_norm");
    internal static readonly Operator group_norm = Op("group_norm");
    internal static readonly Operator layer_norm = Op("layer_norm");
    internal static readonly Operator max_pool2d = Op("max_pool2d");
    internal static readonly Operator max_pool2d_with_indices = Op("max_pool2d_with_indices");
    internal static readonly Operator max_unpool2d = Op("max_unpool2d");
    internal static readonly Operator avg_pool2d = Op("avg_pool2d");
    internal static readonly Operator adaptive_avg_pool2d = Op("adaptive_avg_pool2d");
    internal static readonly Operator relu = Op("relu");
    internal static readonly Operator relu_ = Op("relu_");
    internal static readonly Operator leaky_relu = Op("leaky_relu");
    internal static readonly Operator leaky_relu_ = Op("leaky_relu_");
    internal static readonly Operator elu = Op("elu");
    internal static readonly Operator gelu = Op("gelu");
    internal static readonly Operator silu = Op("silu");
    internal static readonly Operator silu_ = Op("silu_");
    internal static readonly Operator softplus = Op("softplus");
    internal static readonly Operator hardtanh = Op("hardtanh");
    internal static readonly Operator dropout = Op("dropout");
    internal static readonly Operator dropout_ = Op("dropout_");
    internal static readonly Operator feature_dropout = Op("feature_dropout");
    internal static readonly Operator feature_dropout_ = Op("feature_dropout_");
    internal static readonly Operator pad = Op("pad");
    internal static readonly Operator pixel_shuffle = Op("pixel_shuffle");
    internal static readonly Operator unfold = Op("im2col");
    internal static readonly Operator fold = Op("col2im");

    internal static readonly Operator upsample_nearest2d = Op("upsample_nearest2d", "vec");
    internal static readonly Operator upsample_nearest_exact2d = Op("_upsample_nearest_exact2d", "vec");
    internal static readonly Operator upsample_bilinear2d = Op("upsample_bilinear2d", "vec");
    internal static readonly Operator upsample_bilinear2d_aa = Op("_upsample_bilinear2d_aa", "vec");
    internal static readonly Operator upsample_bicubic2d = Op("upsample_bicubic2d", "vec");
    internal static readonly Operator upsample_bicubic2d_aa = Op("_upsample_bicubic2d_aa", "vec");
    internal static readonly Operator grid_sampler = Op("grid_sampler");
    internal static readonly Operator affine_grid_generator = Op("affine_grid_generator");

    internal static readonly Operator cross_entropy_loss = Op("cross_entropy_loss");
    internal static readonly Operator nll_loss_nd = Op("nll_loss_nd");
    internal static readonly Operator binary_cross_entropy = Op("binary_cross_entropy");
    internal static readonly Operator binary_cross_entropy_with_logits = Op("binary_cross_entropy_with_logits");
    internal static readonly Operator mse_loss = Op("mse_loss");
    internal static readonly Operator l1_loss = Op("l1_loss");
    internal static readonly Operator smooth_l1_loss = Op("smooth_l1_loss");
    internal static readonly Operator huber_loss = Op("huber_loss");

    internal static readonly Operator foreach_add_List = Op("_foreach_add", "List");
    internal static readonly Operator foreach_add_InPlaceList = Op("_foreach_add_", "List");
    internal static readonly Operator foreach_add_InPlaceScalar = Op("_foreach_add_", "Scalar");
    internal static readonly Operator foreach_mul_InPlaceScalar = Op("_foreach_mul_", "Scalar");
    internal static readonly Operator foreach_div_InPlaceScalars = Op("_foreach_div_", "ScalarList");
    internal static readonly Operator foreach_addcmul_InPlace = Op("_foreach_addcmul_", "Scalar");
    internal static readonly Operator foreach_addcdiv_InPlace = Op("_foreach_addcdiv_", "Scalar");
    internal static readonly Operator foreach_addcdiv_InPlaceScalars = Op("_foreach_addcdiv_", "ScalarList");
    internal static readonly Operator foreach_sqrt = Op("_foreach_sqrt");
    internal static readonly Operator foreach_norm = Op("_foreach_norm", "Scalar");
}
