using System.Runtime.CompilerServices;
using TorchSharp;

namespace Studio.Torch;

/// <summary>
/// The runtime where the TorchSharp package stands in for the binding (UseTorchSharp). What TorchSharp lacks does nothing
/// and says so in its result, or throws where going on would be wrong.
/// </summary>
public static partial class TorchRuntime
{
    static readonly ConditionalWeakTable<torch.Tensor, StrongBox<long>> Ids = [];
    static long lastId;

    public static string LibtorchVersion => torch.__version__;

    public static long LiveTensorCount => torch.Tensor.TotalCount;

    public static int ThreadCount
    {
        get => torch.get_num_threads();
        set => torch.set_num_threads(value);
    }

    /// <returns>False: TorchSharp does not reach the allocator.</returns>
    public static bool TuneAllocator() => false;

    /// <returns>False: TorchSharp cannot flush denormals.</returns>
    public static bool SetFlushDenormals(bool on) => false;

    /// <summary>Does nothing: the operators compute in the type of their arguments.</summary>
    public static IDisposable Autocast(DeviceType device, torch.ScalarType dtype) => new Nothing();

    /// <summary>An ordinary copy: TorchSharp does not choose memory layouts.</summary>
    public static torch.Tensor ChannelsLast(torch.Tensor tensor) => tensor.clone();

    public static void UseChannelsLast(torch.nn.Module module) { }

    public static bool IsChannelsLast(torch.Tensor tensor) => false;

    public static byte[] GetRandomState(torch.Device device)
    {
        using var state = device.type == DeviceType.CUDA ? torch.cuda.get_rng_state(device) : torch.get_rng_state();
        return state.bytes.ToArray();
    }

    public static void SetRandomState(torch.Device device, byte[] state)
    {
        using var tensor = torch.tensor(state, [state.Length]);
        if (device.type == DeviceType.CUDA)
            torch.cuda.set_rng_state(tensor, device);
        else
            torch.set_rng_state(tensor);
    }

    public static void SetDeterministic(bool on) => torch.backends.cudnn.deterministic = on;

    public static void SetCudnnBenchmark(bool on) => torch.backends.cudnn.benchmark = on;

    public static void SetAllowTf32(bool on)
    {
        torch.backends.cudnn.allow_tf32 = on;
        torch.backends.cuda.matmul.allow_tf32 = on;
    }

    public static void SetUseMkldnn(bool on) { }

    public static long IdOf(torch.Tensor tensor) =>
        Ids.GetValue(tensor, _ => new StrongBox<long>(Interlocked.Increment(ref lastId))).Value;

    /// <exception cref="NotSupportedException">Always: TorchSharp shows no operator calls.</exception>
    public static IDisposable Trace(IOperatorObserver observer) =>
        throw new NotSupportedException("ONNX export needs the built-in libtorch binding; build without UseTorchSharp.");

    sealed class Nothing : IDisposable
    {
        public void Dispose() { }
    }
}
