using Alerting.Aws;
using Alerting.Aws.State;
using Alerting.Channels;
using Alerting.Notifications;

namespace Alerting.Functions.Delivering;

/// <summary>
/// Brings one notification to its receiver: within the budget, to each target by itself, to the fallback where a target
/// finally fails, and to where undelivered messages are kept when that fails too.
/// </summary>
internal sealed class NotificationDelivery(AlertingServices.Runtime runtime, AwsBackend backend)
{
    private readonly ClaimedSending _sending = new(runtime.Deliverer, backend.Claims);
    private readonly DeliveryWriter _writer = new(runtime.Config);

    public async Task<DeliveryProgress> DeliverAsync(Notification notification, int attempt, CancellationToken cancellation)
    {
        var progress = new DeliveryProgress();
        var (allowed, held) = await WithinBudgetAsync(notification, attempt, cancellation);
        if (held is not null)
            return new DeliveryProgress { Held = $"{notification.Receiver} is not told of {notification.Id}: {held}" };
        await SendAsync(allowed, attempt, progress, cancellation);
        // What is lost is kept only when all is tried: the message then comes no more.
        if (progress.Lost is { } reason && progress.Again is null)
            await KeepAsync(notification, reason, progress, cancellation);
        return progress;
    }

    private async Task SendAsync(Notification notification, int attempt, DeliveryProgress progress, CancellationToken cancellation)
    {
        // Each fallback has tries of its own.
        var ownAttempt = Math.Max(1, attempt - notification.Failed.Count * RetryDecision.TriesWithFallback);
        var hasFallback = runtime.Config.Receivers.GetValueOrDefault(notification.Receiver)?.Fallback is not null;
        var sendings = await Task.WhenAll(_writer.Write(notification)
            .Select(delivery => _sending.SendAsync(delivery, ownAttempt, hasFallback, cancellation)));
        var failed = sendings.Select(sending => sending.Outcome).Where(outcome => outcome.Verdict is Verdict.Rejected).ToArray();
        var decision = FallbackDecision.Of(runtime.Config, notification, failed);
        progress.Add(sendings, decision);
        if (decision.Notification is { } instead)
            await SendAsync(instead, attempt, progress, cancellation);
        else if (failed.Length > 0)
            progress.Lost = $"{Names(failed)}; {decision.Reason}";
    }

    /// <summary>Booked with the first try only; the budget's own failure lets the message out.</summary>
    private async Task<(Notification, string? Held)> WithinBudgetAsync(Notification notification, int attempt, CancellationToken cancellation)
    {
        if (attempt > 1 || runtime.Config.Receivers.GetValueOrDefault(notification.Receiver) is not { Budget: { } budget } receiver
            || receiver.Targets.All(target => target.Address.IsEmpty))
            return (notification, null);
        try
        {
            var decision = await backend.Budgets.DecideAsync(receiver, budget, notification, cancellation);
            if (decision.Action == BudgetAction.Hold)
                return (notification, decision.Reason);
            return (decision.Notice is { } notice ? notification with { Note = Join(notification.Note, notice) } : notification, null);
        }
        catch (TableUnavailableException)
        {
            return (notification, null);
        }
    }

    private async Task KeepAsync(Notification notification, string reason, DeliveryProgress progress, CancellationToken cancellation)
    {
        if (backend.DeadLetters is not { } deadLetters)
            return;
        // Before it is kept, so that it can be sent as soon as it is moved back.
        await Task.WhenAll(progress.Failed.Select(_sending.ReleaseAsync));
        await deadLetters.SendAsync(notification, reason, cancellation);
    }

    private static string Names(IEnumerable<DeliveryOutcome> failed) => string.Join("; ",
        failed.Select(outcome => $"{outcome.Delivery.Notification.Receiver} by {outcome.Delivery.Target.Channel}: {outcome.Verdict.Reason}"));

    private static string Join(string? note, string notice) => note is null ? notice : $"{note} {notice}";
}
