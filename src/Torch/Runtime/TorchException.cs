using System.Runtime.InteropServices;

namespace Studio.Torch;

/// <summary>
/// libtorch refused an operation. The message names the operation and the shapes it was given.
/// Derives from <see cref="ExternalException"/>, which TorchSharp throws, so that one catch serves both.
/// </summary>
public sealed class TorchException : ExternalException
{
    public TorchException() { }

    public TorchException(string message) : base(message) { }

    public TorchException(string message, Exception innerException) : base(message, innerException) { }
}
