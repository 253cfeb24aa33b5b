using Alerting.Alerts;
using Alerting.Channels;
using Alerting.Configuration;
using Alerting.Incidents;
using Alerting.Notifications;
using Alerting.OnCall;
using Alerting.OnCall.Contacts;

namespace Alerting.Deliveries;

/// <summary>
/// Delivers notifications: within the receiver's rate limit, once to each of its targets, in the incident's thread.
/// What the limit drops or a target finally refuses goes to the fallback; what no fallback gets becomes a dead letter.
/// Read it from top to bottom.
/// </summary>
/// <remarks>State that is unavailable never stops a page: a duplicate is better than a missing page.</remarks>
/// <param name="random">From 0 to 1, to spread retries.</param>
/// <param name="answers">Null where people cannot answer by a link.</param>
public sealed class DeliveryEngine(
    AlertingConfig config, TargetSender sender, DeliveryState state, Func<double> random, AnswerLinks? answers = null)
{
    private readonly DeliveryWriter _writer = new(config, answers);
    private readonly ClaimedSending _sending = new(sender, state, new DeliveryWriter(config, answers), random);
    private readonly UpdateSending _updates = new(sender, state, new DeliveryWriter(config, answers), random);

    /// <summary>The rate limits, for callers that apply them before they queue.</summary>
    public RateLimiting RateLimits { get; } = new(config, state.RateLimits);

    /// <summary>
    /// For callers without a queue, whose notifications passed the rate limits before. All in parallel, so a slow target
    /// delays no other; the outcomes are in the notifications' order, each followed by those of its fallback.
    /// </summary>
    public async Task<IReadOnlyList<DeliveryOutcome>> DeliverAsync(
        IEnumerable<Notification> notifications, CancellationToken cancellation)
    {
        var given = notifications.ToArray();
        var started = new Task<DeliveryResult>[given.Length];
        // Earlier decisions claim their targets first.
        foreach (var (i, each) in given.Index().OrderBy(pair => pair.Item.Sequence))
        {
            started[i] = EndAsync(
                each, result => SendAsync(each, attempt: 1, result, cancellation), cancellation);
        }
        var results = await Task.WhenAll(started);
        return [.. results.SelectMany(result => result.Outcomes)];
    }

    /// <summary>
    /// Delivers to the receiver and its fallbacks. When a retry is due, the caller calls again after the wait.
    /// </summary>
    public Task<DeliveryResult> DeliverAsync(
        Notification notification, int attempt, CancellationToken cancellation) =>
        EndAsync(notification, result => DeliverAsync(notification, attempt, result, cancellation), cancellation);

    private async Task<DeliveryResult> EndAsync(
        Notification notification, Func<DeliveryResult, Task> deliver, CancellationToken cancellation)
    {
        var result = new DeliveryResult();
        await deliver(result);
        // Not while a retry is due: the queue still has the message then.
        if (result.DeadLetterReason is { } reason && result.RetryAfter is null)
            await MoveToDeadLettersAsync(notification, reason, result, cancellation);
        return result;
    }

    private async Task DeliverAsync(
        Notification notification, int attempt, DeliveryResult result, CancellationToken cancellation)
    {
        foreach (var decision in await RateLimits.DecideAsync(notification, cancellation))
        {
            if (decision.Sent is { } sent)
                await SendAsync(sent, attempt, result, cancellation);
            if (decision.Dropped is { } dropped)
                result.Drop(dropped, decision.DroppedReason);
        }
    }

    private async Task SendAsync(
        Notification notification, int attempt, DeliveryResult result, CancellationToken cancellation)
    {
        var onCall = ContactTargets.NeedsOnCall(config, notification)
            ? await OnCallAsync(state.OnCall, cancellation) : OnCallRecords.Empty;
        var made = await AttemptAsync(notification, DeliveriesOf(notification, onCall), attempt, cancellation);
        result.Add(made);
        if (made.Fallback is { } fallback)
            await DeliverAsync(fallback, attempt, result, cancellation);
    }

    private IEnumerable<Delivery> DeliveriesOf(Notification notification, OnCallRecords onCall)
    {
        var all = _writer.Write(notification, onCall);
        return notification.RecordsOnly
            ? all.Where(each => notification.Unrecorded?.Any(sent => sent.Id == each.Id) == true) : all;
    }

    /// <summary>Without the table, whoever the configuration alone says is notified.</summary>
    private static async Task<OnCallRecords> OnCallAsync(
        Func<CancellationToken, Task<OnCallRecords>>? read, CancellationToken cancellation) =>
        read is null ? OnCallRecords.Empty
            : await IfAvailable.DoAsync(read(cancellation)) ?? OnCallRecords.Empty;

    /// <summary>
    /// One attempt at some deliveries of a notification, in parallel, and the decision about its fallback. For callers
    /// that queue each delivery by itself; the others call <see cref="DeliverAsync(Notification, int,
    /// CancellationToken)"/>.
    /// </summary>
    public async Task<DeliveryAttempt> AttemptAsync(
        Notification notification, IEnumerable<Delivery> deliveries, int attempt, CancellationToken cancellation)
    {
        var hasFallback = ContactFallback.Of(config, notification) is not null;
        var outcomes =
            await Task.WhenAll(deliveries.Select(each => _sending.SendAsync(each, attempt, hasFallback, cancellation)));
        var failed = Array.FindAll(outcomes, outcome => outcome.Verdict is Verdict.Rejected);
        var decision = failed.Length == 0 ? null : FallbackDecision.Of(config, LeftOf(notification, failed), failed);
        var instead = decision?.Notification;
        // Recorded before the failure, so a resolved notification, which waits for that, finds the fallback. And before
        // the fallback is notified: if this process dies in between, the retry notifies it.
        if (instead is not null)
        {
            await IfAvailable.DoAsync(
                state.FallbackRecipients.RememberAsync(notification, instead.Receiver, CancellationToken.None));
        }
        await Task.WhenAll(failed.Select(each => _sending.FailedAsync(each.Delivery, each.Verdict.Reason)));
        // The outcomes are recorded. Time is up, so the retry goes on with the fallback.
        if (cancellation.IsCancellationRequested && (hasFallback || failed.Length > 0))
            return new DeliveryAttempt(outcomes) { RetryAfter = TimeSpan.Zero };
        return new DeliveryAttempt([.. outcomes.Select(outcome =>
            outcome.Verdict is Verdict.Rejected ? outcome with
            {
                FellBackTo = instead?.Receiver,
                NoFallback = instead is null ? decision?.Reason : null,
            } : outcome)])
        {
            RetryAfter = outcomes.Min(outcome => outcome.RetryAfter),
            Fallback = instead ?? (hasFallback ? await ResolvedForFallbackAsync(notification, cancellation) : null),
            LostReason = decision is { Notification: null, Reason: { Code: not ReasonCode.FallbackNotified } lost }
                ? lost : null,
        };
    }

    /// <summary>
    /// The fallback that got the firing notification gets the resolved one too. Null when no fallback is known.
    /// </summary>
    private async Task<Notification?> ResolvedForFallbackAsync(Notification notification,
        CancellationToken cancellation)
    {
        var fallback = await IfAvailable.DoAsync(state.FallbackRecipients.FindAsync(notification, cancellation));
        return FallbackDecision.OfResolved(config, notification, fallback).Notification;
    }

    /// <summary>The notification without alerts of which its target got a later message.</summary>
    private static Notification LeftOf(Notification notification, IEnumerable<DeliveryOutcome> failed) =>
        failed.Select(outcome => outcome.Delivery.Notification)
            .MaxBy(left => left.Alerts.Count + left.Unlisted.Count) ?? notification;

    private async Task MoveToDeadLettersAsync(
        Notification notification, Reason reason, DeliveryResult result, CancellationToken cancellation)
    {
        // Released first, so a redrive can send it at once.
        var failed = result.Outcomes.Where(outcome => outcome.Verdict is Verdict.Rejected);
        await Task.WhenAll(failed.Select(outcome => ReleaseAsync(outcome.Delivery)));
        if (state.DeadLetters is { } deadLetters)
            await deadLetters.SendAsync(notification, reason, cancellation);
    }

    /// <summary>Sends what comes beside a page, once. Never throws.</summary>
    public Task<IReadOnlyList<DeliveryOutcome>> UpdateAsync(Notification update, CancellationToken cancellation) =>
        _updates.SendAsync(update, cancellation);

    /// <summary>Allows another send of a failed delivery.</summary>
    public Task ReleaseAsync(Delivery failed) => _sending.ReleaseAsync(failed);
}
