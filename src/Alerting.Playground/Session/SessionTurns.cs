namespace Alerting.Playground.Session;

/// <summary>Runs calls one after another, and signals each change to those who wait for one.</summary>
/// <param name="seq">The number of the last change.</param>
/// <param name="settle">Processes what arrived in the background, at the end of each turn that may change something.</param>
internal sealed class SessionTurns(Func<long> seq, Func<CancellationToken, Task> settle) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1);
    private readonly TaskCompletionSource _begun = Source();
    private TaskCompletionSource _changed = Source();
    private int _isRequested;

    /// <summary>Completes with the next change.</summary>
    public Task NextChange => Volatile.Read(ref _changed).Task;

    /// <summary>Calls made before this wait for it.</summary>
    public void Begin() => _begun.TrySetResult();

    public Task BegunAsync(CancellationToken cancellation) => _begun.Task.WaitAsync(cancellation);

    public async Task<T> RunAsync<T>(Func<Task<T>> act, bool isChange, CancellationToken cancellation)
    {
        await BegunAsync(cancellation);
        await _turn.WaitAsync(cancellation);
        try
        {
            var before = seq();
            var result = await act();
            if (isChange)
                await settle(cancellation);
            if (seq() != before || isChange)
                Interlocked.Exchange(ref _changed, Source()).SetResult();
            return result;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>A turn for what arrived in the background; requests made meanwhile share one.</summary>
    public void Request()
    {
        if (Interlocked.Exchange(ref _isRequested, 1) == 0)
        {
            _ = Task.Run(async () =>
            {
                Volatile.Write(ref _isRequested, 0);
                await RunAsync(() => Task.FromResult(0), isChange: true, CancellationToken.None);
            });
        }
    }

    public void Dispose() => _turn.Dispose();

    private static TaskCompletionSource Source() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
