using Studio.Contracts.Recipes;
using Studio.Torch;
using Studio.Training.Jobs;
using TorchSharp;
using static TorchSharp.torch;

namespace Studio.Training.Devices;

/// <summary>Where a job computes and how exactly.</summary>
/// <param name="Name">cpu or cuda.</param>
/// <param name="Autocast">Short type of convolutions, or null for float32 throughout.</param>
sealed record ComputeDevice(string Name, Device Device, ScalarType? Autocast)
{
    public bool IsCuda => Device.type == DeviceType.CUDA;

    /// <summary>As shown to people.</summary>
    public string Precision => Autocast switch
    {
        null => "float32",
        ScalarType.Float16 => "float16",
        _ => "bfloat16",
    };

    /// <summary>Gradients must be scaled, see <see cref="Optimizers.GradientScaler"/>.</summary>
    public bool NeedsScaling => Autocast == ScalarType.Float16;

    /// <param name="wanted">auto, cpu or cuda.</param>
    /// <param name="precision">auto, float32, bfloat16 or float16.</param>
    /// <exception cref="JobFailureException">cuda is asked for and there is none, or float16 on the processor.</exception>
    public static ComputeDevice Choose(string wanted, string precision)
    {
        var hasCuda = cuda.is_available();
        if (wanted == "cuda" && !hasCuda)
        {
            throw new JobFailureException(
                "A GPU was asked for, but this machine has none that the installed libtorch can use. Choose \"auto\" or \"cpu\", "
                + "or point LIBTORCH to a libtorch with CUDA.");
        }

        var useCuda = hasCuda && wanted != "cpu";
        if (precision == "float16" && !useCuda)
        {
            throw new JobFailureException(
                "training.precision is float16, which only a GPU computes, and this training runs on the processor. "
                + "Choose \"auto\", \"bfloat16\" or \"float32\".");
        }

        var shortType = precision switch
        {
            "float32" => (ScalarType?)null,
            "float16" => ScalarType.Float16,
            "bfloat16" => ScalarType.BFloat16,
            _ => useCuda || ProcessorFeatures.HasBFloat16 ? ScalarType.BFloat16 : null,
        };
        return new ComputeDevice(useCuda ? "cuda" : "cpu", useCuda ? CUDA : CPU, shortType);
    }

    /// <summary>
    /// Settings of process and thread, before the first tensor of the training thread: the allocator first, then threads,
    /// because each thread that computes gets a pool of its own.
    /// </summary>
    public static void PrepareThread(int? threads = null)
    {
        TorchRuntime.TuneAllocator();
        TorchRuntime.ThreadCount = threads ?? ProcessorFeatures.ComputeThreads;
        TorchRuntime.SetFlushDenormals(true);
    }

    /// <summary>Inside, convolutions compute in the short type; nothing happens with float32.</summary>
    public IDisposable? BeginAutocast() => Autocast is { } type ? TorchRuntime.Autocast(Device.type, type) : null;
}
