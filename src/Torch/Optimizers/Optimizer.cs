using TorchSharp.Modules;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class optim
        {
            /// <summary>Changes parameters by their gradients.</summary>
            public abstract class Optimizer : IDisposable
            {
                /// <summary>Groups of parameters that share settings; a schedule sets their learning rate.</summary>
                public abstract IEnumerable<ILearningRateController> ParamGroups { get; }

                /// <summary>Every parameter of every group.</summary>
                public abstract IEnumerable<Parameter> parameters();

                /// <summary>One update. A closure, where given, computes the loss and its gradients first.</summary>
                /// <returns>What the closure returned.</returns>
                public abstract Tensor? step(Func<Tensor>? closure = null);

                /// <summary>Forgets the gradients; with set_to_none their memory too.</summary>
                public virtual void zero_grad(bool set_to_none = true)
                {
                    foreach (var parameter in parameters())
                        nn.Module.ClearGradient(parameter, set_to_none);
                }

                /// <summary>State by "group.parameter.name"; new objects over the optimizer's own tensors.</summary>
                internal abstract Dictionary<string, Tensor> ExportState();

                /// <summary>Takes over copies of an exported state.</summary>
                internal abstract void ImportState(IReadOnlyDictionary<string, Tensor> state);

                public void Dispose()
                {
                    Dispose(true);
                    GC.SuppressFinalize(this);
                }

                protected virtual void Dispose(bool disposing) { }
            }
        }
    }
}

namespace TorchSharp.Modules
{
    /// <summary>Something whose learning rate a schedule sets.</summary>
    public interface ILearningRateController
    {
        double LearningRate { get; set; }

        double InitialLearningRate { get; set; }
    }

    /// <summary>Something whose momentum a schedule sets.</summary>
    public interface IMomentum
    {
        double Momentum { get; set; }
    }

    /// <summary>Parameters that share settings.</summary>
    public class ParamGroup : ILearningRateController
    {
        public ParamGroup(IEnumerable<Parameter> parameters, double lr)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(lr);
            Parameters = [.. parameters];
            LearningRate = lr;
            InitialLearningRate = lr;
        }

        public IReadOnlyList<Parameter> Parameters { get; }

        public double LearningRate { get; set; }

        public double InitialLearningRate { get; set; }
    }
}
