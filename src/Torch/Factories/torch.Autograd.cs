using TorchSharp.Dispatch;
using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>No graph is recorded on this thread until the result is disposed.</summary>
    public static IDisposable no_grad() => set_grad_enabled(false);

    /// <summary>A graph is recorded on this thread until the result is disposed.</summary>
    public static IDisposable enable_grad(bool enabled = true) => set_grad_enabled(enabled);

    public static IDisposable set_grad_enabled(bool mode = true)
    {
        int before = NativeMethods.Check(NativeMethods.st_grad_mode(mode ? 1 : 0));
        return new Restore(() => NativeMethods.Check(NativeMethods.st_grad_mode(before)));
    }

    public static bool is_grad_enabled() => NativeMethods.Check(NativeMethods.st_grad_mode(-1)) != 0;

    /// <summary>
    /// Like <see cref="no_grad"/>, and tensors created in it can never enter a graph. Dispose on the same thread.
    /// </summary>
    public static IDisposable inference_mode(bool mode = true)
    {
        NativeMethods.Check(NativeMethods.st_inference_mode_enter(mode ? 1 : 0, out var guard));
        return new Restore(() => NativeMethods.Check(NativeMethods.st_inference_mode_leave(guard)));
    }

    public static unsafe class autograd
    {
        /// <summary>Gradients of the outputs with respect to the inputs, without touching any <see cref="Tensor.grad"/>.</summary>
        public static IList<Tensor> grad(
            IList<Tensor> outputs, IList<Tensor> inputs, IList<Tensor>? grad_outputs = null,
            bool retain_graph = false, bool create_graph = false, bool allow_unused = false)
        {
            var roots = outputs.Select(tensor => tensor.Handle).ToArray();
            var leaves = inputs.Select(tensor => tensor.Handle).ToArray();
            var seeds = new nint[roots.Length];
            for (int i = 0; i < seeds.Length; i++)
                seeds[i] = grad_outputs is null ? 0 : grad_outputs[i].Handle;
            var results = new nint[leaves.Length];
            fixed (nint* rootHandles = roots, seedHandles = seeds, leafHandles = leaves, resultHandles = results)
            {
                NativeMethods.Check(NativeMethods.st_autograd_grad(
                    rootHandles, seedHandles, roots.Length, leafHandles, leaves.Length,
                    retain_graph || create_graph ? 1 : 0, create_graph ? 1 : 0, allow_unused ? 1 : 0, resultHandles));
            }
            GC.KeepAlive(outputs);
            GC.KeepAlive(inputs);
            GC.KeepAlive(grad_outputs);
            return Array.ConvertAll(results, handle => handle == 0 ? null! : new Tensor(handle));
        }
    }
}
