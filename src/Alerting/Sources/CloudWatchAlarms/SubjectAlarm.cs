namespace Alerting.Sources.CloudWatchAlarms;

/// <summary>
/// An alarm whose message broke on the way: the subject, <c>ALARM: "name" in EU (Ireland)</c>, still tells which alarm
/// it is and its state. A page must not shrink to a warning because its tail is missing.
/// </summary>
/// <remarks>https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html</remarks>
internal static class SubjectAlarm
{
    private static readonly string[] States = ["ALARM", "OK", "INSUFFICIENT_DATA"];

    /// <summary>Null where the message is whole, or the subject is not an alarm's.</summary>
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
