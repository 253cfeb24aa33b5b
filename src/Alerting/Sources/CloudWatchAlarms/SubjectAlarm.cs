namespace Alerting.Sources.CloudWatchAlarms;

/// <summary>
/// An alarm with a broken message, read from its subject <c>ALARM: "name" in EU (Ireland)</c>, because a page must not
/// become a warning for a missing tail.
/// </summary>
/// <remarks>https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html</remarks>
internal static class SubjectAlarm
{
    private static readonly string[] States = ["ALARM", "OK", "INSUFFICIENT_DATA"];

    /// <summary>Null if the message is complete or the subject is not an alarm's.</summary>
    public static AlarmChange? Read(EventMessage message)
    {
        if (message.Problems.Count == 0 || message.Subject is not { } subject)
            return null;
        var state = Array.Find(States, word => subject.StartsWith(word + ": \"", StringComparison.Ordinal));
        var end = subject.LastIndexOf("\" in ", StringComparison.Ordinal);
        var start = state is null ? 0 : state.Length + ": \"".Length;
        if (state is null || end <= start)
            return null;
        return new AlarmChange
        {
            Arn = null,
            Name = subject[start..end],
            Place = AlarmPlace.Of(null, null, null, message),
            State = AlarmState.Of(state),
            Reason = message.Text,
            Problems = ["Only the subject of the alarm could be read."],
        };
    }
}
