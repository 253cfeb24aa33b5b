using System.Collections.Concurrent;
using Alerting.Alerts;
using Alerting.Channels;
using Alerting.Incidents;
using Alerting.Notifications;
using Alerting.OnCall;

namespace Alerting.Deliveries;

/// <summary>
/// What the engine remembers from one notification to the next: in memory for one process, or in the table and queues
/// that all instances of the functions share. Any call may throw <see cref="StateUnavailableException"/>.
/// </summary>
public sealed class DeliveryState
{
    public required IDeliveryClaims Claims { get; init; }

    public required IThreads Threads { get; init; }

    public required IFallbackRecipients FallbackRecipients { get; init; }

    /// <summary>Null when the rate limits are not applied.</summary>
    public IRateLimits? RateLimits { get; init; }

    /// <summary>Null when the caller keeps what could not be delivered.</summary>
    public IDeadLetters? DeadLetters { get; init; }

    /// <summary>Which incidents people answered; null where that is not known.</summary>
    public IIncidentAnswers? Answers { get; init; }

    /// <summary>Overrides and calendars, for a fallback that stands for whoever is on call; null where none is kept.</summary>
    public Func<CancellationToken, Task<OnCallRecords>>? OnCall { get; init; }

    /// <summary>In what order each target was sent what.</summary>
    public ISentRecords Sent { get; init; } = new InMemorySentRecords();

    /// <summary>
    /// Queues a notification for later, so that what this process sends without the table is known even if it dies. Null
    /// where nothing outlives the process.
    /// </summary>
    public Func<Notification, TimeSpan, Task>? QueueLater { get; init; }

    /// <summary>For leases and short waits.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>
    /// How long a caller waits for a target. Then the call goes on by itself, and the caller comes again to see how it
    /// ended. Null for callers that have no queue to come again from.
    /// </summary>
    public TimeSpan? Patience { get; init; }

    /// <summary>Gets what a call delivered after its caller had stopped waiting.</summary>
    public Action<DeliveryOutcome>? DeliveredLate { get; set; }

    /// <summary>Every call ends within this time after <see cref="Patience"/>.</summary>
    internal static readonly TimeSpan LongestCall = TimeSpan.FromSeconds(9);

    /// <summary>What this process sent, for when <see cref="Sent"/> is unavailable.</summary>
    internal InMemorySentRecords OwnSent { get; } = new();

    /// <summary>
    /// The keys of <see cref="OwnSent"/> that are not in <see cref="Sent"/> yet, each with a mark of its latest change.
    /// </summary>
    internal ConcurrentDictionary<string, object> Unrecorded { get; } = new(StringComparer.Ordinal);

    /// <summary>The deliveries that this process sends; completed when the outcome is recorded.</summary>
    internal ConcurrentDictionary<string, TaskCompletionSource> InFlight { get; } = new(StringComparer.Ordinal);

    public static DeliveryState InMemory(TimeProvider time) => new()
    {
        Time = time,
        Claims = new InMemoryDeliveryClaims(time),
        Threads = new InMemoryThreads(),
        FallbackRecipients = new InMemoryFallbackRecipients(),
        RateLimits = new InMemoryRateLimits(time),
    };
}

/// <summary>The alerts of each group that each target got, and who is sending to it now.</summary>
public interface ISentRecords
{
    /// <summary>
    /// Changes a record atomically. The function may be called several times; the same record is not saved.
    /// </summary>
    Task<T> ChangeAsync<T>(
        string key, Func<SentRecord, (SentRecord Record, T Result)> change, CancellationToken cancellation);
}

/// <summary>
/// The claims of notifications that an earlier version queued, by their deliveries' ids.
/// Records who sends a delivery and the outcome, so a message that the queue hands out twice is sent once. If the
/// process dies, the claim can be taken again when its lease expires.
/// </summary>
public interface IDeliveryClaims
{
    Task<DeliveryClaim> ClaimAsync(string deliveryId, CancellationToken cancellation);

    Task DeliveredAsync(string deliveryId, string reason, CancellationToken cancellation);

    /// <summary>For a final failure.</summary>
    Task FailedAsync(string deliveryId, string reason, CancellationToken cancellation);

    /// <summary>Allows a retry or a redrive to send it.</summary>
    Task ReleaseAsync(string deliveryId, CancellationToken cancellation);
}

public abstract record DeliveryClaim
{
    /// <summary>Slightly longer than the function's timeout.</summary>
    public static readonly TimeSpan LeaseTime = TimeSpan.FromSeconds(35);

    /// <summary>The caller holds the claim and must send.</summary>
    public sealed record Mine : DeliveryClaim
    {
        public static Mine Instance { get; } = new();
    }

    public sealed record WasDelivered(string Reason) : DeliveryClaim;

    public sealed record HasFailed(string Reason) : DeliveryClaim;

    /// <summary>Another process is sending it, with a lease that ends in <paramref name="For"/>.</summary>
    public sealed record Busy(TimeSpan For) : DeliveryClaim;
}

/// <summary>
/// The first message about each incident on each target, so later messages can reply to it or edit it. The first one
/// saved is kept.
/// </summary>
public interface IThreads
{
    Task<ThreadRef?> FindAsync(string thread, CancellationToken cancellation);

    Task SaveAsync(string thread, ThreadRef first, CancellationToken cancellation);
}

/// <summary>Which fallback got a firing notification, so it gets the resolved one too.</summary>
public interface IFallbackRecipients
{
    Task RememberAsync(Notification notified, string fallback, CancellationToken cancellation);

    /// <summary>Null when it is not a resolved notification or no fallback was used.</summary>
    Task<string?> FindAsync(Notification resolved, CancellationToken cancellation);
}

/// <summary>What each receiver with a rate limit was sent recently.</summary>
public interface IRateLimits
{
    /// <summary>Decides and records at once, so concurrent callers together stay within the limit.</summary>
    Task<RateLimitDecision> DecideAsync(
        RateLimitedReceiver receiver, Notification notification, CancellationToken cancellation);
}

/// <summary>Notifications that neither a receiver nor a fallback got.</summary>
public interface IDeadLetters
{
    Task SendAsync(Notification notification, Reason reason, CancellationToken cancellation);
}

/// <summary>The state cannot be used at the moment. The exception's message can be shown to people.</summary>
public abstract class StateUnavailableException(string message, Exception? cause) : Exception(message, cause);

/// <summary>Does without the state when it is unavailable.</summary>
internal static class IfAvailable
{
    /// <summary>Null when the state is unavailable.</summary>
    public static async Task<T?> DoAsync<T>(Task<T> read)
        where T : class?
    {
        try
        {
            return await read;
        }
        catch (StateUnavailableException)
        {
            return null;
        }
    }

    public static async Task DoAsync(Task write)
    {
        try
        {
            await write;
        }
        catch (StateUnavailableException)
        {
            // Sent, but not recorded.
        }
    }
}
