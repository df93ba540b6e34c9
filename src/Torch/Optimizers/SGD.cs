using TorchSharp.Dispatch;
using TorchSharp.Modules;

namespace TorchSharp.Modules
{
    /// <summary>Gradient descent, with momentum and Nesterov's momentum as PyTorch defines them.</summary>
    public sealed class SGD : OptimizerHelper<SGD.ParamGroup>
    {
        const string Buffer = "momentum_buffer";

        internal SGD(IEnumerable<ParamGroup> groups) : base(groups) { }

        private protected override IReadOnlyList<string> StateNames { get; } = [Buffer];

        private protected override void StepGroup(ParamGroup group, StepBatch batch)
        {
            var gradients = batch.Gradients;
            if (group.weight_decay != 0)
                gradients = Aten.foreach_add_List.CallMany(gradients, batch.Parameters, group.weight_decay);
            if (group.Momentum != 0)
                gradients = WithMomentum(group, batch, gradients);
            Aten.foreach_add_InPlaceList.CallMany(batch.Parameters, gradients, -group.LearningRate);
        }

        // The buffer starts as the first gradient, not as zero, so dampening spares the first step.
        static torch.Tensor[] WithMomentum(ParamGroup group, StepBatch batch, torch.Tensor[] gradients)
        {
            for (int i = 0; i < gradients.Length; i++)
            {
                var state = batch.States[i];
                if (state.Has(Buffer))
                    state.Tensors[Buffer].mul_(group.Momentum).add_(gradients[i], 1 - group.dampening);
                else
                    state.Set(Buffer, gradients[i].clone());
            }
            var buffers = batch.State(Buffer);
            return group.nesterov ? Aten.foreach_add_List.CallMany(gradients, buffers, group.Momentum) : buffers;
        }

        public sealed class ParamGroup : Modules.ParamGroup, IMomentum
        {
            public ParamGroup(
                IEnumerable<Parameter> parameters, double lr = 1e-3, double momentum = 0, double dampening = 0, double weight_decay = 0,
                bool nesterov = false) : base(parameters, lr)
            {
                ArgumentOutOfRangeException.ThrowIfNegative(momentum);
                ArgumentOutOfRangeException.ThrowIfNegative(weight_decay);
                if (nesterov && (momentum == 0 || dampening != 0))
                    throw new ArgumentException("Nesterov momentum needs a momentum above 0 and no dampening.", nameof(nesterov));
                Momentum = momentum;
                this.dampening = dampening;
                this.weight_decay = weight_decay;
                this.nesterov = nesterov;
            }

            public double Momentum { get; set; }

            public double dampening { get; }

            public double weight_decay { get; }

            public bool nesterov { get; }
        }
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class optim
        {
            public static SGD SGD(
                IEnumerable<Parameter> parameters, double learningRate, double momentum = 0, double dampening = 0,
                double weight_decay = 0, bool nesterov = false) =>
                SGD([new SGD.ParamGroup(parameters, learningRate, momentum, dampening, weight_decay, nesterov)]);

            public static SGD SGD(IEnumerable<SGD.ParamGroup> parameters) => new(parameters);
        }
    }
}
