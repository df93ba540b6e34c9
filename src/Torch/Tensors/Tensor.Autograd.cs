using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public bool requires_grad
        {
            get => Info.RequiresGrad != 0;
            set
            {
                NativeMethods.Check(NativeMethods.st_set_requires_grad(Handle, value ? 1 : 0));
                GC.KeepAlive(this);
            }
        }

        public Tensor requires_grad_(bool requires_grad = true)
        {
            this.requires_grad = requires_grad;
            return this;
        }

        /// <summary>The gathered gradient, or null. A new object over the same tensor at each read.</summary>
        public Tensor? grad
        {
            get
            {
                NativeMethods.Check(NativeMethods.st_grad_get(Handle, out var gradient));
                GC.KeepAlive(this);
                return gradient == 0 ? null : new Tensor(gradient);
            }
            set
            {
                NativeMethods.Check(NativeMethods.st_grad_set(Handle, value?.Handle ?? 0));
                GC.KeepAlive(this);
                GC.KeepAlive(value);
            }
        }

        /// <summary>Adds d(this)/d(leaf) to the gradient of every leaf of the graph.</summary>
        /// <param name="grad_tensors">Gradient to start from; may be left out for a single number.</param>
        public unsafe void backward(IList<Tensor>? grad_tensors = null, bool create_graph = false, bool? retain_graph = null)
        {
            nint root = Handle;
            nint seed = grad_tensors is { Count: > 0 } ? grad_tensors[0].Handle : 0;
            int keep = (retain_graph ?? create_graph) ? 1 : 0;
            NativeMethods.Check(NativeMethods.st_backward(&root, &seed, 1, keep, create_graph ? 1 : 0));
            GC.KeepAlive(this);
            GC.KeepAlive(grad_tensors);
        }
    }
}
