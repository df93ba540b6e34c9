namespace TorchSharp;

/// <summary>
/// Disposes the tensors created on this thread while it is the innermost scope, except those moved out.
/// Scopes nest; each thread has its own. A tensor created outside every scope is disposed by its owner, or finalized.
/// </summary>
public sealed class DisposeScope : IDisposable
{
    [ThreadStatic]
    static DisposeScope? current;

    HashSet<IDisposable> disposables = new(ReferenceEqualityComparer.Instance);

    internal DisposeScope()
    {
        OuterScope = current;
        current = this;
    }

    /// <summary>Innermost scope of this thread.</summary>
    internal static DisposeScope? Current => current;

    internal DisposeScope? OuterScope { get; }

    /// <summary>What the scope holds now; a copy.</summary>
    public IReadOnlyList<IDisposable> DisposablesView => [.. disposables];

    public int DisposablesCount => disposables.Count;

    /// <summary>Adds a disposable. Tensors add themselves when they are created.</summary>
    public T Include<T>(T disposable) where T : IDisposable
    {
        disposables.Add(disposable);
        return disposable;
    }

    public bool Contains(IDisposable disposable) => disposables.Contains(disposable);

    /// <summary>Hands a disposable to the surrounding scope, or to nobody when there is none.</summary>
    public T MoveToOuter<T>(T disposable) where T : IDisposable => MoveToOther(OuterScope, disposable);

    public (T1 first, T2 second) MoveToOuter<T1, T2>(T1 first, T2 second)
        where T1 : IDisposable where T2 : IDisposable => (MoveToOuter(first), MoveToOuter(second));

    public (T1 first, T2 second, T3 third) MoveToOuter<T1, T2, T3>(T1 first, T2 second, T3 third)
        where T1 : IDisposable where T2 : IDisposable where T3 : IDisposable =>
        (MoveToOuter(first), MoveToOuter(second), MoveToOuter(third));

    public void MoveToOuter(params IDisposable[] disposables)
    {
        foreach (var disposable in disposables)
            MoveToOther(OuterScope, disposable);
    }

    /// <summary>Hands a disposable of this scope to another; nothing happens to one this scope does not hold.</summary>
    public T MoveToOther<T>(DisposeScope? scope, T disposable) where T : IDisposable
    {
        if (!disposables.Remove(disposable))
            return disposable;
        scope?.disposables.Add(disposable);
        if (disposable is torch.Tensor tensor)
            tensor.OwningDisposeScope = scope;
        return disposable;
    }

    /// <summary>Takes a disposable out of every scope: its owner disposes it.</summary>
    public T Detach<T>(T disposable) where T : IDisposable => MoveToOther(null, disposable);

    public void Detach(params IDisposable[] disposables)
    {
        foreach (var disposable in disposables)
            MoveToOther(null, disposable);
    }

    /// <summary>Takes a disposable that belongs to no scope into this one.</summary>
    public void Attach(IDisposable disposable)
    {
        disposables.Add(disposable);
        if (disposable is torch.Tensor tensor)
        {
            if (tensor.OwningDisposeScope is { } owner && owner != this)
                owner.disposables.Remove(tensor);
            tensor.OwningDisposeScope = this;
        }
    }

    public void DisposeEverything() => DisposeEverythingBut();

    /// <summary>Disposes all but the given ones now; the scope stays open.</summary>
    public void DisposeEverythingBut(params IDisposable[] keep)
    {
        var old = disposables;
        disposables = new HashSet<IDisposable>(ReferenceEqualityComparer.Instance);
        foreach (var disposable in keep)
            disposables.Add(disposable);
        foreach (var disposable in old)
        {
            if (disposables.Contains(disposable))
                continue;
            if (disposable is torch.Tensor tensor)
                tensor.OwningDisposeScope = null;
            disposable.Dispose();
        }
    }

    public T DisposeEverythingBut<T>(T keep) where T : IDisposable
    {
        DisposeEverythingBut([keep]);
        return keep;
    }

    /// <summary>Tells the scope that a disposable of it was disposed by hand.</summary>
    public void MarkAsDisposed(IDisposable disposable)
    {
        disposables.Remove(disposable);
        if (disposable is torch.Tensor tensor)
            tensor.OwningDisposeScope = null;
    }

    /// <summary>Disposes what the scope holds and ends it.</summary>
    public void Dispose()
    {
        DisposeEverything();
        if (current == this)
            current = OuterScope;
    }
}

public static partial class torch
{
    /// <summary>Opens a scope that disposes the tensors created in it.</summary>
    public static DisposeScope NewDisposeScope() => new();

    /// <summary>Calls the function in a scope of its own and moves its result out.</summary>
    public static T WrappedTensorDisposeScope<T>(Func<T> function) where T : IDisposable
    {
        using var scope = NewDisposeScope();
        return scope.MoveToOuter(function());
    }
}
