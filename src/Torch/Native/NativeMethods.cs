using System.Reflection;
using System.Runtime.InteropServices;
using Studio.Torch;

namespace TorchSharp.Native;

/// <summary>The exports of libstudio_torch.so (native/torch). A negative status means: read the last error.</summary>
internal static unsafe partial class NativeMethods
{
    const string Library = "studio_torch";

    static NativeMethods() => NativeLibrary.SetDllImportResolver(typeof(NativeMethods).Assembly, Resolve);

    static nint Resolve(string name, Assembly assembly, DllImportSearchPath? searchPath)
    {
        if (name != Library)
            return 0;
        var path = Path.Combine(AppContext.BaseDirectory, "libstudio_torch.so");
        try
        {
            return NativeLibrary.Load(path);
        }
        catch (DllNotFoundException error)
        {
            throw new DllNotFoundException(
                $"The library '{path}' or the libtorch it needs cannot be loaded: {error.Message} "
                + "Install the package libtorch-dev, or set LIBTORCH to a libtorch folder, and build again.", error);
        }
    }

    /// <summary>Passes a status on, or throws with the message of this thread's last failure.</summary>
    /// <exception cref="TorchException">The status is negative.</exception>
    internal static int Check(int status)
    {
        if (status < 0)
            throw new TorchException(LastError());
        return status;
    }

    internal static string LastError() => Marshal.PtrToStringUTF8(st_last_error()) ?? "";

    [LibraryImport(Library)]
    internal static partial nint st_last_error();

    [LibraryImport(Library)]
    internal static partial nint st_version();

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int st_operator_find(string name, string overload, out nint result);

    [LibraryImport(Library)]
    internal static partial int st_operator_schema(nint handle, out nint text);

    [LibraryImport(Library)]
    internal static partial int st_operator_parameter(nint handle, int position, out nint name, out Value defaultValue);

    [LibraryImport(Library)]
    internal static partial int st_operator_call(nint handle, Value* arguments, int argumentCount, Value* results, int resultCapacity);

    [LibraryImport(Library)]
    internal static partial void st_tensor_free(nint handle);

    [LibraryImport(Library), SuppressGCTransition]
    internal static partial int st_tensor_info(nint handle, out TensorInfo info);

    [LibraryImport(Library)]
    internal static partial int st_tensor_from_memory(void* data, long* sizes, int dimensions, int scalarType, nint releaser, nint context, out nint result);

    [LibraryImport(Library)]
    internal static partial int st_tensor_set_data(nint handle, nint data);

    [LibraryImport(Library)]
    internal static partial int st_set_requires_grad(nint handle, int value);

    [LibraryImport(Library)]
    internal static partial int st_grad_get(nint handle, out nint result);

    [LibraryImport(Library)]
    internal static partial int st_grad_set(nint handle, nint gradient);

    [LibraryImport(Library)]
    internal static partial int st_backward(nint* handles, nint* gradients, int count, int retainGraph, int createGraph);

    [LibraryImport(Library)]
    internal static partial int st_autograd_grad(
        nint* outputs, nint* seeds, int outputCount, nint* inputs, int inputCount, int retainGraph, int createGraph, int allowUnused, nint* results);

    [LibraryImport(Library), SuppressGCTransition]
    internal static partial int st_grad_mode(int value);

    [LibraryImport(Library)]
    internal static partial int st_inference_mode_enter(int value, out nint mode);

    [LibraryImport(Library)]
    internal static partial int st_inference_mode_leave(nint mode);

    [LibraryImport(Library)]
    internal static partial int st_tune_allocator();

    [LibraryImport(Library)]
    internal static partial int st_threads(int count);

    [LibraryImport(Library)]
    internal static partial int st_interop_threads(int count);

    [LibraryImport(Library)]
    internal static partial int st_flush_denormal(int value);

    [LibraryImport(Library)]
    internal static partial int st_manual_seed(ulong seed);

    [LibraryImport(Library)]
    internal static partial int st_rng_state_get(int deviceType, int deviceIndex, out nint result);

    [LibraryImport(Library)]
    internal static partial int st_rng_state_set(int deviceType, int deviceIndex, nint state);

    [LibraryImport(Library)]
    internal static partial int st_autocast_enter(int deviceType, int enabled, int dtype, out int enabledBefore, out int dtypeBefore);

    [LibraryImport(Library)]
    internal static partial int st_autocast_leave(int deviceType, int enabledBefore, int dtypeBefore);

    [LibraryImport(Library)]
    internal static partial int st_cuda_device_count();

    [LibraryImport(Library)]
    internal static partial int st_cuda_synchronize(int deviceIndex);

    [LibraryImport(Library)]
    internal static partial int st_context_flag_set(int flag, int value);
}
