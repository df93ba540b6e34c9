using TorchSharp.Dispatch;
using TorchSharp.Modules;

namespace TorchSharp.Modules
{
    /// <summary>Gradient divided by its running root mean square, as PyTorch defines it (not centered).</summary>
    public sealed class RMSProp : OptimizerHelper<RMSProp.ParamGroup>
    {
        const string Square = "square_avg";
        const string Buffer = "momentum_buffer";

        internal RMSProp(IEnumerable<ParamGroup> groups) : base(groups) { }

        private protected override IReadOnlyList<string> StateNames { get; } = [Square, Buffer];

        private protected override void StepGroup(ParamGroup group, StepBatch batch)
        {
            var gradients = batch.Gradients;
            if (group.weight_decay != 0)
                gradients = Aten.foreach_add_List.CallMany(gradients, batch.Parameters, group.weight_decay);
            var square = batch.State(Square);
            Aten.foreach_mul_InPlaceScalar.CallMany(square, group.alpha);
            Aten.foreach_addcmul_InPlace.CallMany(square, gradients, gradients, 1 - group.alpha);
            var average = Aten.foreach_sqrt.CallMany((Argument)square);
            Aten.foreach_add_InPlaceScalar.CallMany(average, group.eps);
            if (group.Momentum == 0)
            {
                Aten.foreach_addcdiv_InPlace.CallMany(batch.Parameters, gradients, average, -group.LearningRate);
                return;
            }
            var buffer = batch.State(Buffer);
            Aten.foreach_mul_InPlaceScalar.CallMany(buffer, group.Momentum);
            Aten.foreach_addcdiv_InPlace.CallMany(buffer, gradients, average, 1L);
            Aten.foreach_add_InPlaceList.CallMany(batch.Parameters, buffer, -group.LearningRate);
        }

        public sealed class ParamGroup : Modules.ParamGroup, IMomentum
        {
            public ParamGroup(
                IEnumerable<Parameter> parameters, double lr = 1e-2, double eps = 1e-8, double alpha = 0.99, double weight_decay = 0,
                double momentum = 0) : base(parameters, lr)
            {
                ArgumentOutOfRangeException.ThrowIfNegative(eps);
                ArgumentOutOfRangeException.ThrowIfNegative(alpha);
                ArgumentOutOfRangeException.ThrowIfNegative(weight_decay);
                ArgumentOutOfRangeException.ThrowIfNegative(momentum);
                this.eps = eps;
                this.alpha = alpha;
                this.weight_decay = weight_decay;
                Momentum = momentum;
            }

            public double eps { get; }

            public double alpha { get; }

            public double weight_decay { get; }

            public double Momentum { get; set; }
        }
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class optim
        {
            public static RMSProp RMSProp(
                IEnumerable<Parameter> parameters, double lr = 0.01, double alpha = 0.99, double eps = 1e-8, double weight_decay = 0,
                double momentum = 0) =>
                RMSProp([new RMSProp.ParamGroup(parameters, lr, eps, alpha, weight_decay, momentum)]);

            public static RMSProp RMSProp(IEnumerable<RMSProp.ParamGroup> parameters) => new(parameters);
        }
    }
}
