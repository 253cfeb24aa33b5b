namespace Alerting.Channels;

/// <summary>
/// How a send ended. Reasons are for people, never contain a secret, and follow a colon: lower case, no full stop.
/// </summary>
public abstract record Verdict(string Reason)
{
    /// <param name="Thread">Where the message is, if the channel returns that.</param>
    public sealed record Delivered(string Reason, ThreadRef? Thread = null) : Verdict(Reason);

    /// <summary>It may work later.</summary>
    /// <param name="After">How long the service asked to wait.</param>
    public sealed record Retry(string Reason, TimeSpan? After = null) : Verdict(Reason);

    /// <summary>Retrying cannot help.</summary>
    public sealed record Rejected(string Reason) : Verdict(Reason);

    /// <summary>Skipped on purpose, for instance because no address is set.</summary>
    public sealed record NotSent(string Reason) : Verdict(Reason);

    /// <summary><c>delivered</c>, <c>retry</c>, <c>rejected</c> or <c>not sent</c>.</summary>
    public string Word => this switch
    {
        Delivered => "delivered",
        Retry => "retry",
        Rejected => "rejected",
        _ => "not sent",
    };

    public bool IsFailure => this is Retry or Rejected;
}
