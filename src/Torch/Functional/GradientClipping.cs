using TorchSharp.Dispatch;
using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static class utils
        {
            /// <summary>Scales all gradients together so that their common norm is at most max_norm.</summary>
            /// <returns>The norm before.</returns>
            public static double clip_grad_norm_(IEnumerable<Parameter> parameters, double max_norm, double norm_type = 2.0)
            {
                using var noGrad = no_grad();
                using var scope = NewDisposeScope();
                var gradients = parameters.Select(parameter => parameter.grad).OfType<Tensor>().ToArray();
                if (gradients.Length == 0)
                    return 0;
                var norms = stack(Aten.foreach_norm.CallMany(gradients, norm_type));
                double total = norms.norm((float)norm_type).ToDouble();
                const double guard = 1e-6;
                double scale = max_norm / (total + guard);
                if (scale < 1)
                    Aten.foreach_mul_InPlaceScalar.CallMany(gradients, scale);
                return total;
            }
        }
    }
}
