using TorchSharp.Dispatch;
using TorchSharp.Modules;

namespace TorchSharp.Modules
{
    /// <summary>
    /// Adam with weight decay as an L2 penalty on the gradient. Source: Kingma and Ba (2015), algorithm 1.
    /// The numbers are PyTorch's, operation by operation.
    /// </summary>
    public class Adam : OptimizerHelper<Adam.ParamGroup>
    {
        const string Mean = "exp_avg";
        const string Square = "exp_avg_sq";

        internal Adam(IEnumerable<ParamGroup> groups) : base(groups) { }

        private protected override IReadOnlyList<string> StateNames { get; } = [Mean, Square];

        private protected override void StepGroup(ParamGroup group, StepBatch batch)
        {
            if (group.weight_decay != 0)
                batch = Decay(group, batch);
            Update(group, batch);
        }

        private protected virtual StepBatch Decay(ParamGroup group, StepBatch batch) =>
            batch with { Gradients = Aten.foreach_add_List.CallMany(batch.Gradients, batch.Parameters, group.weight_decay) };

        static void Update(ParamGroup group, StepBatch batch)
        {
            var mean = batch.State(Mean);
            var square = batch.State(Square);
            Aten.foreach_mul_InPlaceScalar.CallMany(mean, group.beta1);
            Aten.foreach_add_InPlaceList.CallMany(mean, batch.Gradients, 1 - group.beta1);
            Aten.foreach_mul_InPlaceScalar.CallMany(square, group.beta2);
            Aten.foreach_addcmul_InPlace.CallMany(square, batch.Gradients, batch.Gradients, 1 - group.beta2);

            var denominator = Aten.foreach_sqrt.CallMany((Argument)square);
            Aten.foreach_div_InPlaceScalars.CallMany(denominator, batch.PerStep(step => Math.Sqrt(1 - Math.Pow(group.beta2, step))));
            Aten.foreach_add_InPlaceScalar.CallMany(denominator, group.eps);
            Aten.foreach_addcdiv_InPlaceScalars.CallMany(
                batch.Parameters, mean, denominator, batch.PerStep(step => -(group.LearningRate / (1 - Math.Pow(group.beta1, step)))));
        }

        public class ParamGroup : Modules.ParamGroup
        {
            public ParamGroup(
                IEnumerable<Parameter> parameters, double lr = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8,
                double weight_decay = 0) : base(parameters, lr)
            {
                Require(beta1 is >= 0 and < 1, nameof(beta1), beta1);
                Require(beta2 is >= 0 and < 1, nameof(beta2), beta2);
                Require(eps >= 0, nameof(eps), eps);
                Require(weight_decay >= 0, nameof(weight_decay), weight_decay);
                this.beta1 = beta1;
                this.beta2 = beta2;
                this.eps = eps;
                this.weight_decay = weight_decay;
            }

            public double beta1 { get; }

            public double beta2 { get; }

            public double eps { get; }

            public double weight_decay { get; }

            static void Require(bool valid, string name, double value)
            {
                if (!valid)
                    throw new ArgumentOutOfRangeException(name, value, "Outside the range Adam allows.");
            }
        }
    }

    /// <summary>Adam with decoupled weight decay. Source: Loshchilov and Hutter (2019), algorithm 2.</summary>
    public sealed class AdamW : Adam
    {
        internal AdamW(IEnumerable<Adam.ParamGroup> groups) : base(groups) { }

        private protected override StepBatch Decay(Adam.ParamGroup group, StepBatch batch)
        {
            Aten.foreach_mul_InPlaceScalar.CallMany(batch.Parameters, 1 - group.LearningRate * group.weight_decay);
            return batch;
        }

        public new sealed class ParamGroup(
            IEnumerable<Parameter> parameters, double lr = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8,
            double weight_decay = 0) : Adam.ParamGroup(parameters, lr, beta1, beta2, eps, weight_decay);
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class optim
        {
            public static Adam Adam(
                IEnumerable<Parameter> parameters, double lr = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-08,
                double weight_decay = 0) =>
                Adam([new Adam.ParamGroup(parameters, lr, beta1, beta2, eps, weight_decay)]);

            public static Adam Adam(IEnumerable<Adam.ParamGroup> parameters) => new(parameters);

            /// <summary>Pass weight_decay: the default here is 0, PyTorch's is 0.01.</summary>
            public static AdamW AdamW(
                IEnumerable<Parameter> parameters, double lr = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-08,
                double weight_decay = 0) =>
                AdamW([new AdamW.ParamGroup(parameters, lr, beta1, beta2, eps, weight_decay)]);

            public static AdamW AdamW(IEnumerable<AdamW.ParamGroup> parameters) => new(parameters);
        }
    }
}
