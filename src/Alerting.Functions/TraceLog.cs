using Alerting.Alerts;
using Alerting.Channels;
using Alerting.Functions.Delivering;
using Alerting.Grouping;
using Alerting.Notifications;
using Amazon.Lambda.Core;

namespace Alerting.Functions;

/// <summary>
/// Writes a trace to the function's log, a line for each decision and each delivery, so that "why was I (not) told?" can
/// be asked of Logs Insights.
/// </summary>
internal static class TraceLog
{
    /// <summary>What was taken in, and the groups it was handed to.</summary>
    /// <param name="trace">With secrets masked.</param>
    public static void Write(ILambdaLogger log, Trace trace, IReadOnlyList<GroupEnvelope> envelopes, Redaction redaction)
    {
        Write(log, trace, [], print: false);
        foreach (var envelope in envelopes)
            if (envelope.Message is AlertArrived { Alert: var alert })
                log.LogInformation("{alert} {fingerprint} is {severity} ({severityReason}): to group {group}", redaction.Apply(alert.Name),
                    alert.Fingerprint, alert.Severity.Name(), redaction.Apply(alert.SeverityReason), redaction.Apply(envelope.To.Key));
    }

    /// <summary>What a group decided about its alerts.</summary>
    public static void Write(ILambdaLogger log, GroupEnvelope envelope, GroupStep step, Redaction redaction)
    {
        if (step.Reasons.Count == 0)
            return;
        var key = redaction.Apply(envelope.To.Key);
        foreach (var reason in step.Reasons)
            log.LogInformation("{group} {fingerprint}: {action} {receivers}, {reason}", key, reason.Fingerprint,
                reason.Action.ToString(), string.Join(',', reason.Receivers), redaction.Apply(reason.Reason));
    }

    /// <summary>How far a notification got.</summary>
    public static void Write(ILambdaLogger log, DeliveryProgress progress, bool print)
    {
        foreach (var (delivery, verdict) in progress.Outcomes)
            Write(log, delivery, verdict, print);
        foreach (var (held, reason) in progress.Dropped)
            foreach (var alert in held.Alerts)
                log.LogWarning("{group} {fingerprint}: {action} {receivers}, {reason}", held.GroupKey, alert.Fingerprint,
                    DecisionAction.Suppress.ToString(), held.Receiver, reason);
        if (progress.Lost is { } lost)
            log.LogError("Somebody was not reached: {reason}", lost);
    }

    public static void Write(ILambdaLogger log, Trace trace, IReadOnlyList<DeliveryOutcome> outcomes, bool print)
    {
        if (trace.Alerts.Count == 0)
            log.LogDebug("The event holds nothing to tell");
        foreach (var traced in trace.Alerts)
        {
            foreach (var problem in traced.Alert.Signal.Problems)
                log.LogWarning("{alert}: {problem}", traced.Alert.Name, problem);
            foreach (var decision in traced.Decisions)
            {
                log.LogInformation("{alert} {fingerprint} is {severity} ({severityReason}): {action} {receiver}, {reason}",
                    traced.Alert.Name, traced.Alert.Fingerprint, traced.Alert.Severity.Name(), traced.Alert.SeverityReason,
                    decision.Action.ToString(), decision.Receiver, decision.Reason);
            }
        }
        foreach (var (delivery, verdict) in outcomes)
            Write(log, delivery, verdict, print);
    }

    private static void Write(ILambdaLogger log, Delivery delivery, Verdict verdict, bool print)
    {
        var level = verdict.IsFailure ? LogLevel.Error : LogLevel.Information;
        log.Log(level, "{delivery} to {receiver} by {channel} {target}: {outcome}, {reason}", delivery.Id,
            delivery.Notification.Receiver, delivery.Target.Channel, delivery.Target.Display, verdict.Word, verdict.Reason);
        if (print && verdict is Verdict.NotSent)
            log.LogInformation("This would go out by {channel}:\n{payload}", delivery.Target.Channel, delivery.Payload.ToString());
    }
}
