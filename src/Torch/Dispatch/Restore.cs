namespace TorchSharp.Dispatch;

/// <summary>Puts a setting back once, when a scope ends.</summary>
internal sealed class Restore(Action putBack) : IDisposable
{
    Action? putBack = putBack;

    public void Dispose()
    {
        putBack?.Invoke();
        putBack = null;
    }
}
