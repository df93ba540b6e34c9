using System.Runtime.InteropServices;

namespace Studio.Training.OnnxRuntime;

/// <summary>A model with one float32 input and one float32 output, run on the processor.</summary>
sealed class OnnxSession : IDisposable
{
    readonly nint session;
    readonly nint inputName;
    readonly nint outputName;

    /// <exception cref="OnnxRuntimeException">The file is missing, damaged, or holds an operator that is not known.</exception>
    public OnnxSession(string modelPath, string inputName, string outputName, int threads = 2)
    {
        session = OnnxApi.CreateSession(modelPath, threads);
        this.inputName = Marshal.StringToCoTaskMemUTF8(inputName);
        this.outputName = Marshal.StringToCoTaskMemUTF8(outputName);
    }

    /// <param name="input">Row-major values of <paramref name="shape"/>.</param>
    /// <returns>Row-major values of the output.</returns>
    public float[] Run(ReadOnlySpan<float> input, params ReadOnlySpan<long> shape) =>
        OnnxApi.Run(session, inputName, outputName, input, shape);

    public void Dispose()
    {
        OnnxApi.ReleaseSession(session);
        Marshal.FreeCoTaskMem(inputName);
        Marshal.FreeCoTaskMem(outputName);
    }
}
