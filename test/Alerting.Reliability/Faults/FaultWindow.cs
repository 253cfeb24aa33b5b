namespace Alerting.Reliability.Faults;

internal enum FaultKind
{
    /// <summary>500.</summary>
    Error,

    /// <summary>A refusal of too many requests: 429 with <c>Retry-After</c>, or the API's own. Half the calls pass.</summary>
    Throttle,

    /// <summary>The connection is closed without an answer, and without the call having been executed.</summary>
    Reset,

    /// <summary>No answer until the caller gives up; the call is not executed.</summary>
    Hang,

    /// <summary>Executed, and answered a second or more later.</summary>
    Slow,
}

/// <summary>A time in which a service fails in one way.</summary>
/// <param name="Service"><c>dynamodb</c>, <c>sqs</c>, or a channel: <c>slack</c>, <c>sms</c>, <c>email</c>.</param>
internal sealed record FaultWindow(string Service, FaultKind Kind, TimeSpan From, TimeSpan To)
{
    public override string ToString() => $"{From.TotalSeconds:0.0}–{To.TotalSeconds:0.0} s {Service} {Kind}";
}

/// <summary>A process that dies at a call: before it, after it, or a few milliseconds after it.</summary>
/// <param name="Skip">How many calls of the role pass first.</param>
internal sealed record Kill(TimeSpan At, string Role, int Skip, KillMoment Moment);

internal enum KillMoment
{
    Before,
    After,
    SoonAfter,
}
