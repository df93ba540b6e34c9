namespace Studio.Features.Import;

/// <summary>Lets files that are read side by side pass one point in their order, so that of equal files always the first one stays.</summary>
sealed class FileTurns(int count)
{
    readonly TaskCompletionSource[] passed =
        [.. Enumerable.Range(0, count).Select(_ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously))];

    /// <param name="position">From 0. Files before it must have begun; who is cancelled lets nobody pass.</param>
    /// <param name="atPoint">What is done there, alone.</param>
    public async Task<T> PassAsync<T>(int position, Func<T> atPoint, CancellationToken cancellation)
    {
        if (position > 0)
            await passed[position - 1].Task.WaitAsync(cancellation);
        var result = atPoint();
        passed[position].SetResult();
        return result;
    }
}
