namespace Alerting.Beside;

/// <summary>For one process: the playground, <c>explain</c> and <c>replay</c>.</summary>
public sealed class InMemoryRecent : IRecentRecords
{
    private const int Most = 1000;

    private readonly Queue<RecentRecord> _records = [];
    private readonly Lock _lock = new();

    public Task AddAsync(RecentRecord record, CancellationToken cancellation)
    {
        lock (_lock)
        {
            _records.Enqueue(record);
            if (_records.Count > Most)
                _records.Dequeue();
        }
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<RecentRecord>> ReadAsync(
        string? account, DateTimeOffset first, DateTimeOffset last, CancellationToken cancellation)
    {
        lock (_lock)
        {
            return Task.FromResult<IReadOnlyList<RecentRecord>>([.. _records.Where(each =>
                (each.Account is null || each.Account == account) && each.At >= first && each.At <= last)]);
        }
    }
}
