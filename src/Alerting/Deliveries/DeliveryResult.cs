using Alerting.Alerts;
using Alerting.Channels;
using Alerting.Notifications;

namespace Alerting.Deliveries;

/// <summary>How one delivery ended this time.</summary>
public sealed record DeliveryOutcome(Delivery Delivery, Verdict Verdict)
{
    /// <summary>Null when it did not fail, or can never work.</summary>
    public RetryDecision? Retry { get; init; }

    /// <summary>Null when it must not be retried.</summary>
    public TimeSpan? RetryAfter => Retry?.Wait;

    /// <summary>Set when it was sent and could not be recorded, because the table is away.</summary>
    public UnrecordedDelivery? Unrecorded { get; init; }

    /// <summary>Alerts that it does not name, because its target got something later about them.</summary>
    public IReadOnlyList<Alert> LeftOut { get; init; } = [];

    public string LeftOutReason { get; init; } = "";

    /// <summary>Why it was not sent, if a rule decided that.</summary>
    public ReasonCode? Code { get; init; }

    /// <summary>The fallback that got it instead, which has its own outcome.</summary>
    public string? FellBackTo { get; init; }

    /// <summary>False for the outcome of an earlier attempt, or of none: another delivery comes first.</summary>
    public bool IsAttempt { get; init; } = true;

    /// <summary>Why no fallback got it, when it finally failed.</summary>
    public Reason? NoFallback { get; init; }

    /// <summary>Whether it failed and no fallback got it.</summary>
    public bool IsLost =>
        Verdict.IsFailure && FellBackTo is null && NoFallback?.Code != ReasonCode.FallbackNotified;
}

/// <summary>One attempt at a notification's deliveries.</summary>
public sealed record DeliveryAttempt(IReadOnlyList<DeliveryOutcome> Outcomes)
{
    /// <summary>
    /// The shortest wait, so a slow target does not delay the others. Null when nothing must be retried.
    /// </summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The fallback's notification, which is next: instead of this one, or resolved like this one.</summary>
    public Notification? Fallback { get; init; }

    /// <summary>Why no fallback gets what failed; null when nothing failed or a fallback gets it.</summary>
    public Reason? LostReason { get; init; }
}

/// <summary>One attempt at a notification, with its fallbacks.</summary>
public sealed class DeliveryResult
{
    private readonly List<DeliveryOutcome> _outcomes = [];
    private readonly List<(Notification, Reason)> _dropped = [];

    /// <summary>The receiver's, then those of its fallbacks.</summary>
    public IReadOnlyList<DeliveryOutcome> Outcomes => _outcomes;

    /// <summary>Dropped by a rate limit, each with the reason.</summary>
    public IReadOnlyList<(Notification Notification, Reason Reason)> Dropped => _dropped;

    /// <summary>Null when nothing must be retried.</summary>
    public TimeSpan? RetryAfter { get; private set; }

    /// <summary>Why the notification is a dead letter: neither the receiver nor a fallback got it.</summary>
    public Reason? DeadLetterReason { get; private set; }

    /// <summary>
    /// What is queued instead of the message of this attempt: nothing when nothing is left to do. Null when the message
    /// stays, until <see cref="RetryAfter"/>: a queue that counts how often it handed out a message counts failures then,
    /// and no waits for the table or for another notification.
    /// </summary>
    /// <param name="attempts">Those so far.</param>
    public IReadOnlyList<(Notification Notification, TimeSpan Wait)>? QueuedInstead(
        Notification notification, int attempts)
    {
        var toRecord = _outcomes.Where(outcome => outcome.Unrecorded is not null)
            .GroupBy(outcome => outcome.Delivery.Notification)
            .Select(sent => (LateRecording.Of(sent.Key, [.. sent.Select(each => each.Unrecorded!)]),
                LateRecording.WaitForTable(attempt: 1))).ToArray();
        if (RetryAfter is not { } wait)
            return toRecord;
        if (toRecord.Length == 0 && _outcomes.Exists(outcome => outcome.Retry is { IsWait: false }))
            return null;
        UnrecordedDelivery[] sent = [.. notification.Unrecorded ?? [], .. _outcomes
            .Select(outcome => outcome.Unrecorded).OfType<UnrecordedDelivery>()];
        var rest = notification with { Attempts = attempts, Unrecorded = sent.Length > 0 ? sent : null };
        return [.. toRecord, (rest, wait)];
    }

    internal void Drop(Notification notification, Reason reason) => _dropped.Add((notification, reason));

    internal void Add(DeliveryAttempt attempt)
    {
        _outcomes.AddRange(attempt.Outcomes);
        if (attempt.RetryAfter is { } wait && !(RetryAfter <= wait))
            RetryAfter = wait;
        if (attempt.LostReason is { } reason)
        {
            var failed = attempt.Outcomes.Where(outcome => outcome.Verdict is Verdict.Rejected).Select(Describe);
            DeadLetterReason = reason with { Text = string.Join("; ", failed.Append(reason.Text)) };
        }
    }

    private static string Describe(DeliveryOutcome failed) =>
        $"{failed.Delivery.Notification.To ?? failed.Delivery.Notification.ReceiverName} " +
        $"by {failed.Delivery.Target.Channel}: {failed.Verdict.Reason}";
}
