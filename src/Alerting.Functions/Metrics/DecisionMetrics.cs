using Alerting.Alerts;
using Alerting.Channels;
using Alerting.Deliveries;
using Alerting.Grouping;
using Alerting.Notifications;

namespace Alerting.Functions.Metrics;

/// <summary>Counts the decisions that <see cref="TraceLog"/> logs.</summary>
internal static class DecisionMetrics
{
    /// <summary>The reasons of a page that waits for nothing.</summary>
    private static readonly ReasonCode[] AtOnce =
        [ReasonCode.FirstAlert, ReasonCode.NewAlert, ReasonCode.SeverityRaised, ReasonCode.NoQueue];

    public static void Count(this InvocationMetrics metrics, Trace trace)
    {
        foreach (var traced in trace.Alerts.Where(traced => !Canary.Is(traced.Alert)))
        {
            var alert = traced.Alert;
            metrics.Count(Metric.Events, 1, MetricDimension.Source(alert.Signal.Source),
                MetricDimension.Severity(alert.Severity.Name()));
            foreach (var decision in traced.Decisions)
                metrics.CountDecision(decision.Action, decision.Reason.Code);
        }
    }

    public static void Count(this InvocationMetrics metrics, GroupEnvelope envelope, GroupStep step)
    {
        if (step.State.RouteId == Canary.RouteId)
            return;
        if (envelope.Message is PersonAnswer answer)
        {
            metrics.CountAnswer(answer, step);
            return;
        }
        // Others are about the incident, not about an alert.
        foreach (var reason in step.Reasons.Where(reason => reason.Fingerprint != step.State.IncidentId))
            metrics.CountDecision(reason.Action, reason.Reason.Code);
        // The hourly reminders after that have the same code, but are about an alert.
        metrics.Count(Metric.Unanswered, step.Reasons.Count(reason =>
            reason.Reason.Code == ReasonCode.NobodyAnswered && reason.Fingerprint == step.State.IncidentId));
    }

    public static void Count(
        this InvocationMetrics metrics, Notification notification, DeliveryResult result, DateTimeOffset now)
    {
        if (notification.Receiver == Canary.Receiver)
        {
            if (PageTime(notification) is { } sent)
                metrics.Measure(Metric.CanaryLatency, MillisecondsSince(sent, now));
            return;
        }
        metrics.Count(result.Outcomes, now);
        foreach (var (dropped, reason) in result.Dropped)
            metrics.CountSuppressed(dropped, reason.Code);
        metrics.Count(Metric.RateLimited,
            result.Dropped.Count(dropped => dropped.Reason.Code == ReasonCode.RateLimited));
    }

    public static void Count(
        this InvocationMetrics metrics, IReadOnlyList<DeliveryOutcome> outcomes, DateTimeOffset now)
    {
        foreach (var outcome in outcomes)
        {
            if (outcome.Code is { } code)
                metrics.CountSuppressed(outcome.Delivery.Notification, code);
            if (outcome.IsAttempt)
                metrics.CountAttempt(outcome.Delivery, outcome.Verdict, now);
        }
    }

    /// <summary>Not negative, although the source's clock may be ahead.</summary>
    public static double MillisecondsSince(DateTimeOffset occurred, DateTimeOffset now) =>
        Math.Max(0, Math.Round((now - occurred).TotalMilliseconds));

    /// <summary>When the latest alert of a page happened; null for what was held, muted or is no page.</summary>
    public static DateTimeOffset? PageTime(Notification notification) =>
        notification is { Kind: NotificationKind.Firing, IsHeld: false, Failed.Count: 0, Alerts.Count: > 0 }
        && notification.Severity.IsPage() && Array.IndexOf(AtOnce, notification.Code) >= 0
            ? notification.Alerts.Max(alert => alert.Signal.OccurredAt)
            : null;

    private static void CountAttempt(
        this InvocationMetrics metrics, Delivery delivery, Verdict verdict, DateTimeOffset now)
    {
        var channel = MetricDimension.Channel(delivery.Target.Channel);
        if (MetricOf(verdict) is { } metric)
            metrics.Count(metric, 1, channel);
        if (verdict is Verdict.Delivered && PageTime(delivery.Notification) is { } occurred)
            metrics.Measure(Metric.PageLatency, MillisecondsSince(occurred, now), channel);
    }

    /// <summary>Only the first answer: whoever presses again extends it.</summary>
    private static void CountAnswer(this InvocationMetrics metrics, PersonAnswer answer, GroupStep step)
    {
        if (answer is Acknowledge && step.State.Incident is { Answers: 1, By: { } by } incident
            && step.Reasons.Any(reason => reason.Reason.Code == ReasonCode.Acknowledged))
        {
            metrics.Measure(Metric.TimeToAcknowledge, MillisecondsSince(incident.OpenedAt, by.At));
        }
    }

    private static Metric? MetricOf(Verdict verdict) => verdict switch
    {
        Verdict.Delivered => Metric.Delivered,
        Verdict.Retry => Metric.Retried,
        Verdict.Rejected => Metric.Failed,
        _ => null,
    };

    private static void CountSuppressed(this InvocationMetrics metrics, Notification notification, ReasonCode code) =>
        metrics.Count(Metric.Suppressed, notification.Alerts.Count, MetricDimension.Reason(code.ToString()));

    private static void CountDecision(this InvocationMetrics metrics, DecisionAction action, ReasonCode code)
    {
        // A heartbeat in time is no alert.
        if (action != DecisionAction.Suppress || code == ReasonCode.HeartbeatReported)
            return;
        metrics.Count(Metric.Suppressed, 1, MetricDimension.Reason(code.ToString()));
        if (code == ReasonCode.RateLimited)
            metrics.Count(Metric.RateLimited, 1);
    }
}
