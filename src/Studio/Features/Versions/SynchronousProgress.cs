namespace Studio.Features.Versions;

/// <summary>Tells at once and on the same thread, so that nothing is told after the end.</summary>
sealed class SynchronousProgress<T>(Action<T> tell) : IProgress<T>
{
    public void Report(T value) => tell(value);
}
