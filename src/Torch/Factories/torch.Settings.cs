using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Seeds the random numbers of the CPU and of every GPU.</summary>
    public static void manual_seed(long seed) => NativeMethods.Check(NativeMethods.st_manual_seed((ulong)seed));

    /// <summary>Sets the threads one operator may use, on this process.</summary>
    public static void set_num_threads(int num)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(num, 1);
        NativeMethods.Check(NativeMethods.st_threads(num));
    }

    public static int get_num_threads() => NativeMethods.Check(NativeMethods.st_threads(0));

    /// <summary>Sets how many operators may run at once; allowed once, before the first parallel work.</summary>
    public static void set_num_interop_threads(int num)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(num, 1);
        NativeMethods.Check(NativeMethods.st_interop_threads(num));
    }

    public static int get_num_interop_threads() => NativeMethods.Check(NativeMethods.st_interop_threads(0));

    public static class cuda
    {
        /// <summary>libtorch was built with CUDA and a GPU answers.</summary>
        public static bool is_available() => device_count() > 0;

        public static int device_count() => NativeMethods.Check(NativeMethods.st_cuda_device_count());

        /// <summary>Waits until the GPU has done what it was given.</summary>
        public static void synchronize(Device? device = null) =>
            NativeMethods.Check(NativeMethods.st_cuda_synchronize(device?.index ?? -1));
    }
}
