using Alerting.Alerts;
using Alerting.Deliveries;
using Alerting.Grouping;
using Alerting.Notifications;
using Amazon.Lambda.Core;

namespace Alerting.Functions;

/// <summary>Logs each decision and delivery, so Logs Insights can answer "Why was I (not) notified?".</summary>
internal static class TraceLog
{
    public static void Write(ILambdaLogger log, Trace trace, IReadOnlyList<GroupEnvelope> envelopes)
    {
        Write(log, trace, Array.Empty<DeliveryOutcome>());
        foreach (var envelope in envelopes)
        {
            foreach (var alert in envelope.Message.Parts.OfType<AlertArrived>().Select(arrived => arrived.Alert))
            {
                log.LogInformation(
                    "{alert} {fingerprint}: {severity} ({severityReason}), queued for group {group} [{code}]",
                    alert.Name, alert.Fingerprint, alert.Severity.Name(), alert.SeverityReason, envelope.To.Key,
                    ReasonCode.Queued.ToString());
            }
        }
    }

    public static void Write(ILambdaLogger log, GroupEnvelope envelope, GroupStep step)
    {
        foreach (var reason in step.Reasons)
        {
            log.LogInformation("{group} {fingerprint}: {action} {receivers}: {reason} [{code}]",
                envelope.To.Key, reason.Fingerprint, reason.Action.ToString(), string.Join(',', reason.Receivers),
                reason.Reason.Text, reason.Reason.Code.ToString());
        }
    }

    public static void Write(ILambdaLogger log, DeliveryResult result)
    {
        foreach (var outcome in result.Outcomes)
            Write(log, outcome);
        foreach (var (dropped, reason) in result.Dropped)
            WriteSuppressed(log, LogLevel.Warning, dropped, reason);
        if (result.DeadLetterReason is { } lost)
            log.LogError("Not delivered: {reason} [{code}]", lost.Text, lost.Code.ToString());
    }

    public static void Write(ILambdaLogger log, Trace trace, IReadOnlyList<DeliveryOutcome> outcomes)
    {
        if (trace.Alerts.Count == 0)
            log.LogDebug("Nothing in this event needs a notification");
        foreach (var traced in trace.Alerts)
        {
            foreach (var problem in traced.Alert.Signal.Problems)
                log.LogWarning("{alert}: {problem}", traced.Alert.Name, problem);
            foreach (var decision in traced.Decisions)
            {
                log.LogInformation(
                    "{alert} {fingerprint}: {severity} ({severityReason}), {action} {receiver}: {reason} [{code}]",
                    traced.Alert.Name, traced.Alert.Fingerprint, traced.Alert.Severity.Name(),
                    traced.Alert.SeverityReason, decision.Action.ToString(), decision.Receiver, decision.Reason.Text,
                    decision.Reason.Code.ToString());
            }
        }
        foreach (var outcome in outcomes)
            Write(log, outcome);
    }

    private static void Write(ILambdaLogger log, DeliveryOutcome outcome)
    {
        var (delivery, verdict) = outcome;
        var level = verdict.IsFailure ? LogLevel.Error : LogLevel.Information;
        log.Log(level, "{delivery} to {receiver} by {channel} {target}: {outcome} ({reason}) [{code}]", delivery.Id,
            delivery.Notification.Receiver, delivery.Target.Channel, delivery.Target.Display, verdict.Word,
            verdict.Reason, (outcome.Code ?? outcome.Retry?.Reason.Code ?? delivery.Notification.Code).ToString());
        if (outcome.NoFallback is { Code: ReasonCode.FallbackNotified } direct)
        {
            log.LogInformation("{delivery} of {receiver}: {reason} [{code}]", delivery.Id,
                delivery.Notification.Receiver, direct.Text, direct.Code.ToString());
        }
        if (outcome.Code is { } code)
            WriteSuppressed(log, LogLevel.Information, delivery.Notification, new Reason(code, verdict.Reason));
    }

    /// <summary>By alert, as the decisions of a group are.</summary>
    private static void WriteSuppressed(
        ILambdaLogger log, LogLevel level, Notification notification, Reason reason)
    {
        foreach (var alert in notification.Alerts)
        {
            log.Log(level, "{group} {fingerprint}: {action} {receivers}: {reason} [{code}]",
                notification.GroupKey, alert.Fingerprint, DecisionAction.Suppress.ToString(), notification.Receiver,
                reason.Text, reason.Code.ToString());
        }
    }
}
