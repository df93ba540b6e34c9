using System.Runtime.InteropServices;
using System.Text;

namespace Studio.Torch;

/// <summary>
/// Asks the CUDA driver for the name and memory of a GPU. The driver's C interface is the same for every libtorch,
/// and is simply absent on a machine without a GPU.
/// </summary>
internal static unsafe class CudaDriver
{
    const int NameCapacity = 256;

    /// <summary>Facts of one GPU, or null when there is no driver or it refuses.</summary>
    internal static DeviceDescription? Describe(int index)
    {
        if (!NativeLibrary.TryLoad("libcuda.so.1", out var library))
            return null;
        var initialize = (delegate* unmanaged<uint, int>)NativeLibrary.GetExport(library, "cuInit");
        var getDevice = (delegate* unmanaged<int*, int, int>)NativeLibrary.GetExport(library, "cuDeviceGet");
        var getName = (delegate* unmanaged<byte*, int, int, int>)NativeLibrary.GetExport(library, "cuDeviceGetName");
        int device;
        var name = stackalloc byte[NameCapacity];
        if (initialize(0) != 0 || getDevice(&device, index) != 0 || getName(name, NameCapacity, device) != 0)
            return null;
        var text = Encoding.UTF8.GetString(MemoryMarshal.CreateReadOnlySpanFromNullTerminated(name));
        return Memory(library, device) is { } memory ? new DeviceDescription(text, memory.Total, memory.Free) : null;
    }

    // Memory is asked within the device's primary context, the one libtorch works in.
    static (long Total, long Free)? Memory(nint library, int device)
    {
        var retain = (delegate* unmanaged<nint*, int, int>)NativeLibrary.GetExport(library, "cuDevicePrimaryCtxRetain");
        var release = (delegate* unmanaged<int, int>)NativeLibrary.GetExport(library, "cuDevicePrimaryCtxRelease_v2");
        var push = (delegate* unmanaged<nint, int>)NativeLibrary.GetExport(library, "cuCtxPushCurrent_v2");
        var pop = (delegate* unmanaged<nint*, int>)NativeLibrary.GetExport(library, "cuCtxPopCurrent_v2");
        var getMemory = (delegate* unmanaged<nuint*, nuint*, int>)NativeLibrary.GetExport(library, "cuMemGetInfo_v2");
        nint context;
        if (retain(&context, device) != 0)
            return null;
        try
        {
            nuint free, total;
            if (push(context) != 0)
                return null;
            int status = getMemory(&free, &total);
            pop(&context);
            return status == 0 ? ((long)total, (long)free) : null;
        }
        finally
        {
            release(device);
        }
    }
}
