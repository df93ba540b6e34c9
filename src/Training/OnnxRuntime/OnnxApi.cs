using System.Runtime.InteropServices;
using Studio.Training.Jobs;

namespace Studio.Training.OnnxRuntime;

/// <summary>
/// The functions of ONNX Runtime's C interface that are used here, by their place in <c>OrtApi</c>
/// (onnxruntime_c_api.h; places never change between versions).
/// </summary>
static unsafe class OnnxApi
{
    /// <summary>Every later version still answers to it.</summary>
    const uint ApiVersion = 16;

    const int GetErrorMessage = 2;
    const int CreateEnvironment = 3;
    const int CreateSessionPlace = 7;
    const int RunPlace = 9;
    const int CreateSessionOptions = 10;
    const int SetIntraOpThreads = 24;
    const int CreateTensorWithData = 49;
    const int GetTensorData = 51;
    const int GetShapeElementCount = 64;
    const int GetShape = 65;
    const int CreateCpuMemoryInfo = 69;
    const int ReleaseStatus = 93;
    const int ReleaseSessionPlace = 95;
    const int ReleaseValuePlace = 96;
    const int ReleaseShape = 99;
    const int ReleaseSessionOptions = 100;

    const int WarningLevel = 2;
    const int ArenaAllocator = 1;
    const int DefaultMemory = 0;
    const int FloatElements = 1;

    static readonly nint* Table = Load();
    static readonly nint Environment = MakeEnvironment();
    static readonly nint MemoryInfo = MakeMemoryInfo();

    public static nint CreateSession(string modelPath, int threads)
    {
        nint options;
        Check(((delegate* unmanaged[Cdecl]<nint*, nint>)Table[CreateSessionOptions])(&options));
        try
        {
            Check(((delegate* unmanaged[Cdecl]<nint, int, nint>)Table[SetIntraOpThreads])(options, threads));
            var path = Marshal.StringToCoTaskMemUTF8(modelPath);
            try
            {
                nint session;
                Check(((delegate* unmanaged[Cdecl]<nint, nint, nint, nint*, nint>)Table[CreateSessionPlace])(Environment, path, options, &session));
                return session;
            }
            finally
            {
                Marshal.FreeCoTaskMem(path);
            }
        }
        finally
        {
            Release(ReleaseSessionOptions, options);
        }
    }

    /// <summary>Runs one float32 input to one float32 output.</summary>
    public static float[] Run(nint session, nint inputName, nint outputName, ReadOnlySpan<float> input, ReadOnlySpan<long> shape)
    {
        fixed (float* data = input)
        fixed (long* dimensions = shape)
        {
            nint value;
            Check(((delegate* unmanaged[Cdecl]<nint, void*, nuint, long*, nuint, int, nint*, nint>)Table[CreateTensorWithData])(
                MemoryInfo, data, (nuint)input.Length * sizeof(float), dimensions, (nuint)shape.Length, FloatElements, &value));
            nint result = 0;
            try
            {
                Check(((delegate* unmanaged[Cdecl]<nint, nint, nint*, nint*, nuint, nint*, nuint, nint*, nint>)Table[RunPlace])(
                    session, 0, &inputName, &value, 1, &outputName, 1, &result));
                return Copy(result);
            }
            finally
            {
                Release(ReleaseValuePlace, value);
                Release(ReleaseValuePlace, result);
            }
        }
    }

    public static void ReleaseSession(nint session) => Release(ReleaseSessionPlace, session);

    static float[] Copy(nint value)
    {
        nint shape;
        nuint count;
        nint data;
        Check(((delegate* unmanaged[Cdecl]<nint, nint*, nint>)Table[GetShape])(value, &shape));
        try
        {
            Check(((delegate* unmanaged[Cdecl]<nint, nuint*, nint>)Table[GetShapeElementCount])(shape, &count));
        }
        finally
        {
            Release(ReleaseShape, shape);
        }

        Check(((delegate* unmanaged[Cdecl]<nint, nint*, nint>)Table[GetTensorData])(value, &data));
        return new ReadOnlySpan<float>((void*)data, checked((int)count)).ToArray();
    }

    static nint* Load()
    {
        var library = NativeLibrary.Load(Path.Combine(AppContext.BaseDirectory, "libonnxruntime.so.1"));
        var functions = ((delegate* unmanaged[Cdecl]<nint*>)NativeLibrary.GetExport(library, "OrtGetApiBase"))();
        var table = ((delegate* unmanaged[Cdecl]<uint, nint>)functions[0])(ApiVersion);
        return table != 0 ? (nint*)table : throw new JobFailureException($"The ONNX Runtime beside the program is too old for interface {ApiVersion}.");
    }

    static nint MakeEnvironment()
    {
        fixed (byte* name = "studio\0"u8)
        {
            nint environment;
            Check(((delegate* unmanaged[Cdecl]<int, byte*, nint*, nint>)Table[CreateEnvironment])(WarningLevel, name, &environment));
            return environment;
        }
    }

    static nint MakeMemoryInfo()
    {
        nint info;
        Check(((delegate* unmanaged[Cdecl]<int, int, nint*, nint>)Table[CreateCpuMemoryInfo])(ArenaAllocator, DefaultMemory, &info));
        return info;
    }

    static void Release(int place, nint handle)
    {
        if (handle != 0)
        {
            ((delegate* unmanaged[Cdecl]<nint, void>)Table[place])(handle);
        }
    }

    static void Check(nint status)
    {
        if (status == 0)
        {
            return;
        }

        var message = Marshal.PtrToStringUTF8(((delegate* unmanaged[Cdecl]<nint, nint>)Table[GetErrorMessage])(status));
        Release(ReleaseStatus, status);
        throw new OnnxRuntimeException(message ?? "no message");
    }
}

/// <summary>ONNX Runtime refused a model or an input; the message is its own.</summary>
sealed class OnnxRuntimeException(string message) : Exception(message);
