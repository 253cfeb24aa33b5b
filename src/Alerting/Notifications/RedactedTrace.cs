namespace Alerting.Notifications;

/// <summary>A trace without secrets, for the log and the function's result, which people and services without access to secrets read.</summary>
public static class RedactedTrace
{
    /// <summary>Notifications are not changed here: the message writer redacts them.</summary>
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
                    Reason = decision.Reason with { Text = redaction.Apply(decision.Reason.Text) },
                });
            }
        }
        foreach (var notification in trace.Notifications)
            redacted.Add(notification);
        return redacted;
    }
}
