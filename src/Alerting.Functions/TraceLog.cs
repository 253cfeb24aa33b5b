using Alerting.Alerts;
using Alerting.Deliveries;
using Alerting.Functions.Metrics;
using Alerting.Grouping;
using Alerting.Notifications;
using Amazon.Lambda.Core;

namespace Alerting.Functions;

/// <summary>Logs each decision and delivery, so Logs Insights can answer "Why was I (not) notified?".</summary>
internal static class TraceLog
{
    public static void Write(ILambdaLogger log, Trace trace, IReadOnlyList<GroupEnvelope> envelopes)
    {
        Write(log, trace);
        foreach (var envelope in envelopes)
        {
            foreach (var alert in envelope.Message.Parts.OfType<AlertArrived>().Select(arrived => arrived.Alert))
            {
                log.LogInformation(
                    "{alert} {fingerprint} {status}: {severity} ({severityReason}), queued for group {group} [{code}]",
                    alert.Name, alert.Fingerprint, alert.IsFiring ? "firing" : "resolved", alert.Severity.Name(),
                    alert.SeverityReason, envelope.To.Key, ReasonCode.Queued.ToString());
            }
        }
    }

    public static void Write(ILambdaLogger log, GroupEnvelope envelope, GroupStep step)
    {
        foreach (var reason in step.Reasons)
        {
            log.LogInformation("{group} {alert} {fingerprint}: {action} {receivers}: {reason} [{code}]",
                envelope.To.Key, NameOf(reason.Fingerprint, envelope, step), reason.Fingerprint,
                reason.Action.ToString(), string.Join(',', reason.Receivers), reason.Reason.Text,
                reason.Reason.Code.ToString());
        }
    }

    public static void Write(ILambdaLogger log, DeliveryResult result, DateTimeOffset now)
    {
        foreach (var outcome in result.Outcomes)
            Write(log, outcome, now);
        foreach (var (dropped, reason) in result.Dropped)
            WriteSuppressed(log, LogLevel.Warning, dropped, reason);
        if (result.DeadLetterReason is { } lost)
            log.LogError("Not delivered: {reason} [{code}]", lost.Text, lost.Code.ToString());
    }

    public static void Write(
        ILambdaLogger log, Trace trace, IReadOnlyList<DeliveryOutcome> outcomes, DateTimeOffset now)
    {
        Write(log, trace);
        foreach (var outcome in outcomes)
            Write(log, outcome, now);
    }

    private static void Write(ILambdaLogger log, Trace trace)
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
    }

    private static void Write(ILambdaLogger log, DeliveryOutcome outcome, DateTimeOffset now)
    {
        WriteVerdict(log, outcome, now);
        var (delivery, verdict) = outcome;
        if (outcome.NoFallback is { Code: ReasonCode.FallbackNotified } direct)
        {
            log.LogInformation("{delivery} of {receiver}: {reason} [{code}]", delivery.Id,
                delivery.Notification.Receiver, direct.Text, direct.Code.ToString());
        }
        if (outcome.Code is { } code)
            WriteSuppressed(log, LogLevel.Information, delivery.Notification, new Reason(code, verdict.Reason));
        if (outcome.LeftOut is { Count: > 0 } left)
        {
            WriteSuppressed(log, LogLevel.Information, delivery.Notification with { Alerts = left },
                new Reason(ReasonCode.Superseded, outcome.LeftOutReason));
        }
    }

    /// <summary>With the time since its event, if it was sent at once.</summary>
    private static void WriteVerdict(ILambdaLogger log, DeliveryOutcome outcome, DateTimeOffset now)
    {
        var (delivery, verdict) = outcome;
        var notification = delivery.Notification;
        var sentence = "{delivery} about {alert} ({severity}, {kind}) to {receiver} by {channel} {target}: {outcome} " +
            "({reason}) [{code}]";
        List<object> values =
        [
            delivery.Id, Names(notification), SeverityOf(notification), notification.Kind.Name(),
            notification.Receiver, delivery.Target.Channel, delivery.Target.Display, verdict.Word, verdict.Reason,
            (outcome.Code ?? outcome.Retry?.Reason.Code ?? notification.Code).ToString(),
        ];
        if (DecisionMetrics.PageTime(notification) is { } occurred)
        {
            sentence += ", {ageMs} ms after its event";
            values.Add(DecisionMetrics.MillisecondsSince(occurred, now));
        }
        log.Log(verdict.IsFailure ? LogLevel.Error : LogLevel.Information, sentence, [.. values]);
    }

    private static string SeverityOf(Notification notification) =>
        notification.Alerts.Count > 0 ? notification.Severity.Name() : "";

    /// <summary>Of a few alerts: the line is for a search by name.</summary>
    private static string Names(Notification notification) =>
        string.Join(", ", notification.Alerts.Select(alert => alert.Name).Distinct().Take(10));

    /// <summary>Empty if the group has forgotten the alert.</summary>
    private static string NameOf(string fingerprint, GroupEnvelope envelope, GroupStep step) =>
        step.State.Entries.Find(fingerprint)?.Alert.Name
        ?? envelope.Message.Parts.OfType<AlertArrived>().Select(arrived => arrived.Alert)
            .FirstOrDefault(alert => alert.Fingerprint == fingerprint)?.Name ?? "";

    /// <summary>By alert, as the decisions of a group are.</summary>
    private static void WriteSuppressed(
        ILambdaLogger log, LogLevel level, Notification notification, Reason reason)
    {
        foreach (var alert in notification.Alerts)
        {
            log.Log(level, "{group} {alert} {fingerprint}: {action} {receivers}: {reason} [{code}]",
                notification.GroupKey, alert.Name, alert.Fingerprint, DecisionAction.Suppress.ToString(),
                notification.Receiver, reason.Text, reason.Code.ToString());
        }
    }
}
