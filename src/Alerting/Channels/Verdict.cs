namespace Alerting.Channels;

/// <summary>How a sending ended. Reasons are for people and never hold a secret.</summary>
public abstract record Verdict(string Reason)
{
    /// <summary>The channel took it; <paramref name="Thread"/> is where it stands, if the channel says so.</summary>
    public sealed record Delivered(string Reason, ThreadRef? Thread = null) : Verdict(Reason);

    /// <summary>It may work later; <paramref name="After"/> is what the service asked for, where it did.</summary>
    public sealed record Retry(string Reason, TimeSpan? After = null) : Verdict(Reason);

    /// <summary>It will never work as it is.</summary>
    public sealed record Rejected(string Reason) : Verdict(Reason);

    /// <summary>Nothing was sent, on purpose: there is no target, or it waits for its hour.</summary>
    public sealed record NotSent(string Reason) : Verdict(Reason);

    /// <summary>The outcome in one word: <c>delivered</c>, <c>retry</c>, <c>rejected</c>, <c>not sent</c>.</summary>
    public string Word => this switch
    {
        Delivered => "delivered",
        Retry => "retry",
        Rejected => "rejected",
        _ => "not sent",
    };

    public bool IsFailure => this is Retry or Rejected;
}
