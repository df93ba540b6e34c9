using System.Runtime.InteropServices;
using TorchSharp;
using TorchSharp.Dispatch;
using TorchSharp.Native;

namespace Studio.Torch;

/// <summary>What the training engine needs of libtorch beyond TorchSharp's surface.</summary>
public static partial class TorchRuntime
{
    /// <summary>Version of the libtorch the shim was built against, for example "1.13.1".</summary>
    public static string LibtorchVersion => Marshal.PtrToStringUTF8(NativeMethods.st_version())!;

    /// <summary>
    /// Tensor objects that hold a reference now, in the whole process. A test that leaves this number as it found it leaks nothing.
    /// </summary>
    public static long LiveTensorCount => torch.Tensor.LiveCount;

    /// <summary>
    /// Keeps freed blocks in the heap instead of giving them back to the kernel, which then faults them in again in every
    /// step (1.7 times faster training on two cores). Call once, before the first tensor.
    /// </summary>
    /// <returns>Whether the C library took every setting.</returns>
    public static bool TuneAllocator() => NativeMethods.st_tune_allocator() == 1;

    /// <summary>Threads of one operator, in the whole process. Set it on the thread that trains: each thread that computes gets a pool of its own.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is set to less than 1.</exception>
    public static int ThreadCount
    {
        get => torch.get_num_threads();
        set => torch.set_num_threads(value);
    }

    /// <summary>Subnormal numbers become zero on this thread; they slow some CPUs down many times.</summary>
    /// <returns>Whether the CPU can do it.</returns>
    public static bool SetFlushDenormals(bool on) => NativeMethods.Check(NativeMethods.st_flush_denormal(on ? 1 : 0)) != 0;

    /// <summary>
    /// Operators that gain from it (convolution, matrix product) compute in a shorter type on this thread until the result is disposed.
    /// </summary>
    /// <param name="device">Kind of device whose operators are meant.</param>
    /// <param name="dtype">bfloat16 on the CPU; bfloat16 or float16 on a GPU.</param>
    public static IDisposable Autocast(DeviceType device, torch.ScalarType dtype)
    {
        NativeMethods.Check(NativeMethods.st_autocast_enter((int)device, 1, (int)dtype, out int enabledBefore, out int dtypeBefore));
        return new Restore(() => NativeMethods.Check(NativeMethods.st_autocast_leave((int)device, enabledBefore, dtypeBefore)));
    }

    /// <summary>
    /// A copy of [N, C, H, W] with the channels last in memory, which convolutions on the CPU prefer.
    /// A copy even where the order says nothing (C = 1), because the strides tell the next layer which layout to use.
    /// </summary>
    public static torch.Tensor ChannelsLast(torch.Tensor tensor)
    {
        const long channelsLast = 2;
        return Aten.clone.Call(tensor, channelsLast);
    }

    /// <summary>Lays out every four-dimensional parameter with the channels last, in place.</summary>
    public static void UseChannelsLast(torch.nn.Module module)
    {
        ArgumentNullException.ThrowIfNull(module);
        using var noGrad = torch.no_grad();
        foreach (var parameter in module.parameters())
        {
            using var scope = torch.NewDisposeScope();
            if (parameter.ndim == 4)
                parameter.SetData(ChannelsLast(parameter.detach()));
        }
    }

    /// <summary>[N, C, H, W] stored with the channels last in memory.</summary>
    public static bool IsChannelsLast(torch.Tensor tensor)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        return tensor.IsChannelsLast;
    }

    /// <summary>State of the random numbers of a device, as bytes; put back, the same numbers come again.</summary>
    public static byte[] GetRandomState(torch.Device device)
    {
        ArgumentNullException.ThrowIfNull(device);
        NativeMethods.Check(NativeMethods.st_rng_state_get((int)device.type, device.index, out var handle));
        using var state = new torch.Tensor(handle);
        return state.bytes.ToArray();
    }

    /// <exception cref="TorchException">The bytes are not a state of this device's generator.</exception>
    public static void SetRandomState(torch.Device device, byte[] state)
    {
        ArgumentNullException.ThrowIfNull(device);
        using var tensor = torch.tensor(state);
        NativeMethods.Check(NativeMethods.st_rng_state_set((int)device.type, device.index, tensor.Handle));
        GC.KeepAlive(tensor);
    }

    /// <summary>Asks for operators that give the same bits each time; libtorch warns where it has none.</summary>
    public static void SetDeterministic(bool on) => SetFlag(ContextFlag.Deterministic, on);

    /// <summary>Lets cuDNN try its algorithms and keep the fastest. Off when runs must repeat.</summary>
    public static void SetCudnnBenchmark(bool on) => SetFlag(ContextFlag.CudnnBenchmark, on);

    /// <summary>Lets GPUs round float32 inputs of products to 10 bits of mantissa (TF32), several times faster.</summary>
    public static void SetAllowTf32(bool on) => SetFlag(ContextFlag.Tf32, on);

    /// <summary>Lets the CPU use oneDNN, on unless said otherwise.</summary>
    public static void SetUseMkldnn(bool on) => SetFlag(ContextFlag.Mkldnn, on);

    /// <summary>
    /// Identity of a tensor object, never given twice in a process (an address comes back after a free).
    /// Two objects over one libtorch tensor, as <c>alias()</c> or <c>to()</c> give, have two identities.
    /// </summary>
    public static long IdOf(torch.Tensor tensor)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        return tensor.Id;
    }

    /// <summary>Shows the observer every operator call of this thread until the result is disposed.</summary>
    public static IDisposable Trace(IOperatorObserver observer)
    {
        ArgumentNullException.ThrowIfNull(observer);
        return OperatorTrace.Begin(observer);
    }

    static void SetFlag(ContextFlag flag, bool on) =>
        NativeMethods.Check(NativeMethods.st_context_flag_set((int)flag, on ? 1 : 0));

    /// <summary>The same numbers as in native/torch/runtime.cpp.</summary>
    enum ContextFlag
    {
        Mkldnn = 0,
        CudnnBenchmark = 1,
        Deterministic = 2,
        Tf32 = 3,
    }
}
