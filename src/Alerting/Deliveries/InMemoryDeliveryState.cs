using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Alerting.Channels;
using Alerting.Notifications;

namespace Alerting.Deliveries;

public sealed class InMemoryDeliveryClaims(TimeProvider time) : IDeliveryClaims
{
    private readonly Lock _gate = new();
    private readonly RecentValues<Entry> _entries = new();

    public Task<DeliveryClaim> ClaimAsync(string deliveryId, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        lock (_gate)
        {
            if (_entries.TryGet(deliveryId, out var entry) && (entry.Outcome ?? entry.BusyAt(now)) is { } taken)
                return Task.FromResult(taken);
            _entries.Set(deliveryId, new Entry(null, now + DeliveryClaim.LeaseTime));
        }
        return Task.FromResult<DeliveryClaim>(DeliveryClaim.Mine.Instance);
    }

    public Task DeliveredAsync(string deliveryId, string reason, CancellationToken cancellation) =>
        EndAsync(deliveryId, new DeliveryClaim.WasDelivered(reason));

    public Task FailedAsync(string deliveryId, string reason, CancellationToken cancellation) =>
        EndAsync(deliveryId, new DeliveryClaim.HasFailed(reason));

    public Task ReleaseAsync(string deliveryId, CancellationToken cancellation)
    {
        _entries.Remove(deliveryId);
        return Task.CompletedTask;
    }

    private Task EndAsync(string deliveryId, DeliveryClaim outcome)
    {
        _entries.Set(deliveryId, new Entry(outcome, default));
        return Task.CompletedTask;
    }

    private sealed record Entry(DeliveryClaim? Outcome, DateTimeOffset LeaseEndsAt)
    {
        public DeliveryClaim.Busy? BusyAt(DateTimeOffset now) =>
            LeaseEndsAt >= now ? new DeliveryClaim.Busy(LeaseEndsAt - now) : null;
    }
}

public sealed class InMemorySentRecords : ISentRecords
{
    private readonly Lock _gate = new();
    private readonly RecentValues<SentRecord> _records = new();

    public SentRecord? Find(string key) => _records.TryGet(key, out var record) ? record : null;

    public Task<T> ChangeAsync<T>(
        string key, Func<SentRecord, (SentRecord Record, T Result)> change, CancellationToken cancellation)
    {
        lock (_gate)
        {
            var before = Find(key) ?? SentRecord.Empty;
            var (record, result) = change(before);
            if (!ReferenceEquals(record, before))
                _records.Set(key, record);
            return Task.FromResult(result);
        }
    }
}

public sealed class InMemoryThreads : IThreads
{
    private readonly RecentValues<ThreadRef> _first = new();

    public Task<ThreadRef?> FindAsync(string thread, CancellationToken cancellation) =>
        Task.FromResult(_first.TryGet(thread, out var first) ? first : null);

    public Task SaveAsync(string thread, ThreadRef first, CancellationToken cancellation)
    {
        _first.TryAdd(thread, first);
        return Task.CompletedTask;
    }
}

public sealed class InMemoryFallbackRecipients : IFallbackRecipients
{
    private readonly RecentValues<string> _fallbacks = new();

    public Task RememberAsync(Notification notified, string fallback, CancellationToken cancellation)
    {
        foreach (var key in FallbackKeys.OfFiring(notified))
            _fallbacks.Set(key, fallback);
        return Task.CompletedTask;
    }

    public Task<string?> FindAsync(Notification resolved, CancellationToken cancellation)
    {
        foreach (var key in FallbackKeys.OfResolved(resolved))
        {
            if (_fallbacks.TryGet(key, out var fallback))
                return Task.FromResult<string?>(fallback);
        }
        return Task.FromResult<string?>(null);
    }
}

public sealed class InMemoryRateLimits(TimeProvider time) : IRateLimits
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, RateLimitLedger> _ledgers = new(StringComparer.Ordinal);

    public Task<RateLimitDecision> DecideAsync(
        RateLimitedReceiver receiver, Notification notification, CancellationToken cancellation)
    {
        lock (_gate)
        {
            var ledger = _ledgers.GetValueOrDefault(receiver.Name, RateLimitLedger.Empty);
            var decision = RateLimitDecision.Of(receiver, ledger, notification, time.GetUtcNow());
            _ledgers[receiver.Name] = decision.Ledger;
            return Task.FromResult(decision);
        }
    }
}

/// <summary>
/// Thread-safe. Forgets everything at 10,000 values, because a process that lives for months must not grow. At worst a
/// message is sent twice, an old incident starts a new thread, or its resolved notification does not reach a fallback.
/// </summary>
public sealed class RecentValues<T>
{
    private const int Max = 10_000;

    private readonly ConcurrentDictionary<string, T> _values = new(StringComparer.Ordinal);

    public bool TryGet(string key, [MaybeNullWhen(false)] out T value) => _values.TryGetValue(key, out value);

    public void Set(string key, T value)
    {
        MakeRoom();
        _values[key] = value;
    }

    public void TryAdd(string key, T value)
    {
        MakeRoom();
        _values.TryAdd(key, value);
    }

    public void Remove(string key) => _values.TryRemove(key, out _);

    private void MakeRoom()
    {
        if (_values.Count >= Max)
            _values.Clear();
    }
}
