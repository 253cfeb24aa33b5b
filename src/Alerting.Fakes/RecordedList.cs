namespace Alerting.Fakes;

/// <summary>A list that several connections add to and a test waits on.</summary>
public sealed class RecordedList<T>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Lock _gate = new();
    private readonly List<T> _items = [];
    private TaskCompletionSource _added = NewSignal();

    public void Add(T item)
    {
        lock (_gate)
        {
            _items.Add(item);
            _added.SetResult();
            _added = NewSignal();
        }
    }

    public IReadOnlyList<T> Snapshot()
    {
        lock (_gate)
        {
            return [.. _items];
        }
    }

    public async Task<IReadOnlyList<T>> WaitForAsync(int count, TimeSpan? timeout = null)
    {
        using var patience = new CancellationTokenSource(timeout ?? Patience);
        while (true)
        {
            Task added;
            lock (_gate)
            {
                if (_items.Count >= count)
                {
                    return [.. _items];
                }

                added = _added.Task;
            }

            await added.WaitAsync(patience.Token).ConfigureAwait(false);
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
