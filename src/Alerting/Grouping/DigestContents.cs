using System.Collections.Immutable;
using Alerting.Alerts;

namespace Alerting.Grouping;

/// <summary>What a receiver's digest has gathered so far.</summary>
public sealed record DigestContents(string Receiver, string Interval, DateTimeOffset DueAt)
{
    /// <summary>The ids of the parts, so that one that comes twice counts once.</summary>
    public ImmutableArray<string> Parts { get; init; } = [];

    public ImmutableArray<Alert> Alerts { get; init; } = [];

    /// <summary>How many alerts there was no room for.</summary>
    public int More { get; init; }

    /// <summary>How many of these still fire.</summary>
    public int MoreFiring { get; init; }
}
