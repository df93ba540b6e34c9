using TorchSharp.Dispatch;
using TorchSharp.Modules;

namespace TorchSharp.Modules
{
    /// <summary>A normalisation with an optional weight and bias for each channel, 1 and 0 at first.</summary>
    public abstract class ChannelNormalization : torch.nn.Module<torch.Tensor, torch.Tensor>
    {
        private protected ChannelNormalization(string name, long channels, double eps, bool affine) : base(name)
        {
            Eps = eps;
            if (!affine)
                return;
            weight = new Parameter(torch.ones(channels));
            bias = new Parameter(torch.zeros(channels));
            register_parameter(nameof(weight), weight);
            register_parameter(nameof(bias), bias);
        }

        public Parameter? weight { get; }

        public Parameter? bias { get; }

        /// <summary>Added to the variance.</summary>
        private protected double Eps { get; }
    }

    /// <summary>
    /// Normalises each channel by the statistics of the batch (training) or the running ones (evaluation).
    /// Source: Ioffe and Szegedy, Batch Normalization (2015).
    /// </summary>
    public abstract class BatchNorm : ChannelNormalization
    {
        readonly double momentum;

        private protected BatchNorm(string name, long features, double eps, double momentum, bool affine, bool trackRunningStats)
            : base(name, features, eps, affine)
        {
            this.momentum = momentum;
            if (!trackRunningStats)
                return;
            running_mean = torch.zeros(features);
            running_var = torch.ones(features);
            num_batches_tracked = torch.zeros([], torch.int64);
            register_buffer(nameof(running_mean), running_mean);
            register_buffer(nameof(running_var), running_var);
            register_buffer(nameof(num_batches_tracked), num_batches_tracked);
        }

        public torch.Tensor? running_mean { get; }

        public torch.Tensor? running_var { get; }

        public torch.Tensor? num_batches_tracked { get; }

        public override torch.Tensor forward(torch.Tensor input)
        {
            if (training)
                num_batches_tracked?.add_(1);
            bool useBatch = training || running_mean is null;
            return Aten.batch_norm.Call(input, weight, bias, running_mean, running_var, useBatch, momentum, Eps, true);
        }
    }

    /// <summary>Batch normalisation of [N, C] or [N, C, L].</summary>
    public sealed class BatchNorm1d : BatchNorm
    {
        internal BatchNorm1d(long features, double eps, double momentum, bool affine, bool trackRunningStats)
            : base(nameof(BatchNorm1d), features, eps, momentum, affine, trackRunningStats) { }
    }

    /// <summary>Batch normalisation of [N, C, H, W].</summary>
    public sealed class BatchNorm2d : BatchNorm
    {
        internal BatchNorm2d(long features, double eps, double momentum, bool affine, bool trackRunningStats)
            : base(nameof(BatchNorm2d), features, eps, momentum, affine, trackRunningStats) { }
    }

    /// <summary>Normalises each channel of each image by itself. Source: Ulyanov et al. (2016).</summary>
    public sealed class InstanceNorm2d : ChannelNormalization
    {
        internal InstanceNorm2d(long features, double eps, bool affine) : base(nameof(InstanceNorm2d), features, eps, affine) { }

        public override torch.Tensor forward(torch.Tensor input)
        {
            const double unusedMomentum = 0;
            return Aten.instance_norm.Call(input, weight, bias, Argument.None, Argument.None, true, unusedMomentum, Eps, true);
        }
    }

    /// <summary>Normalises groups of channels of each image. Source: Wu and He (2018).</summary>
    public sealed class GroupNorm : ChannelNormalization
    {
        readonly long groups;

        internal GroupNorm(long groups, long channels, double eps, bool affine) : base(nameof(GroupNorm), channels, eps, affine) =>
            this.groups = groups;

        public override torch.Tensor forward(torch.Tensor input) => Aten.group_norm.Call(input, groups, weight, bias, Eps, true);
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static BatchNorm1d BatchNorm1d(
                long features, double eps = 1e-05, double momentum = 0.1, bool affine = true, bool track_running_stats = true,
                Device? device = null, ScalarType? dtype = null) =>
                new BatchNorm1d(features, eps, momentum, affine, track_running_stats).Placed(device, dtype);

            public static BatchNorm2d BatchNorm2d(
                long features, double eps = 1e-05, double momentum = 0.1, bool affine = true, bool track_running_stats = true,
                Device? device = null, ScalarType? dtype = null) =>
                new BatchNorm2d(features, eps, momentum, affine, track_running_stats).Placed(device, dtype);

            /// <summary>Running statistics are not offered: each image is always normalised by itself.</summary>
            public static InstanceNorm2d InstanceNorm2d(
                long features, double eps = 1e-05, double momentum = 0.1, bool affine = false, bool track_running_stats = false,
                Device? device = null, ScalarType? dtype = null) =>
                track_running_stats
                    ? throw new NotSupportedException("InstanceNorm2d keeps no running statistics.")
                    : new InstanceNorm2d(features, eps, affine).Placed(device, dtype);

            public static GroupNorm GroupNorm(
                long num_groups, long num_channels, double eps = 1e-05, bool affine = true, Device? device = null, ScalarType? dtype = null) =>
                new GroupNorm(num_groups, num_channels, eps, affine).Placed(device, dtype);
        }
    }
}
