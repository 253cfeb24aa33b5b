namespace Alerting.Notifications;

/// <summary>
/// A trace as it may be written down: into our log, which more people read than may see secrets, and into the function's
/// answer, which ends up in other services. Alerts and reasons are masked as messages are.
/// </summary>
public static class RedactedTrace
{
    /// <summary>The same decisions about masked alerts. Notifications stay as they are: they are written masked.</summary>
    public static Trace Of(Trace trace, Redaction redaction)
    {
        var redacted = new Trace();
        foreach (var traced in trace.Alerts)
        {
            var alert = redacted.Add(RedactedAlert.Of(traced.Alert, redaction));
            foreach (var decision in traced.Decisions)
            {
                alert.Add(decision with
                {
                    GroupKey = redaction.Apply(decision.GroupKey),
                    Reason = redaction.Apply(decision.Reason),
                });
            }
        }
        foreach (var notification in trace.Notifications)
            redacted.Add(notification);
        return redacted;
    }
}
