namespace Studio.Hosting;

/// <summary>A host that neither listens to signals nor stops by itself: the verb that built it does both.</summary>
sealed class VerbLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
