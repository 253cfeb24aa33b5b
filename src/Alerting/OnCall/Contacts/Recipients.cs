using Alerting.Alerts;

namespace Alerting.OnCall.Contacts;

/// <summary>Who receivers stand for at a moment.</summary>
/// <param name="Names">See <see cref="Configuration.RecipientName"/>.</param>
public sealed record Recipients(IReadOnlyList<string> Names)
{
    /// <summary>The receivers that found nobody on call, each with its reason.</summary>
    public IReadOnlyList<(string Receiver, Reason Reason)> Gaps { get; init; } = [];
}
