using System.Collections.Immutable;
using Alerting.Alerts;

namespace Alerting.Grouping;

/// <summary>One alert of a group, over time.</summary>
public sealed record Incident
{
    /// <summary>As it arrived last, cut to what the state has room for.</summary>
    public required Alert Alert { get; init; }

    public bool IsFiring { get; init; }

    /// <summary>Since when it fires, or fired, by the source's clock.</summary>
    public DateTimeOffset Since { get; init; }

    /// <summary>False when only the end is known.</summary>
    public bool IsSinceKnown { get; init; } = true;

    /// <summary>The source's time of its latest event.</summary>
    public DateTimeOffset EventAt { get; init; }

    /// <summary>When it began to fire or was resolved, by our clock.</summary>
    public DateTimeOffset ChangedAt { get; init; }

    /// <summary>How often it occurred since then.</summary>
    public int Count { get; init; } = 1;

    /// <summary>The changes of state of late.</summary>
    public ImmutableArray<DateTimeOffset> Changes { get; init; } = [];

    /// <summary>Whether it changes so often that only that is told.</summary>
    public bool IsFlapping { get; init; }

    /// <summary>What is to be told about it, as soon as it may be.</summary>
    public News News { get; init; }

    /// <summary>Why there is news, where the rules of timing would not tell.</summary>
    public string? Because { get; init; }

    /// <summary>Whether it is over only here, and another group tells of it from now on.</summary>
    public bool HasMoved { get; init; }

    /// <summary>Whether its news waits, or waited, for hours to begin: it then goes into a digest.</summary>
    public bool IsHeld { get; init; }

    /// <summary>Who was told that it fires and not that it is resolved.</summary>
    public ImmutableArray<string> Told { get; init; } = [];

    /// <summary>When anything was told about it.</summary>
    public DateTimeOffset? ToldAt { get; init; }

    /// <summary>As how bad it was told.</summary>
    public Severity? ToldSeverity { get; init; }

    /// <summary>Receivers that another group tells.</summary>
    public ImmutableArray<string> Except { get; init; } = [];

    /// <summary>Which silence or rule keeps it from being told; null when none does.</summary>
    public string? MutedBy { get; init; }

    /// <summary>When it is taken to be over, where the source does not say so.</summary>
    public DateTimeOffset? ResolveAt { get; init; }

    public string Fingerprint => Alert.Fingerprint;

    public Severity Severity => Alert.Severity;

    public bool IsOpen => IsFiring || IsFlapping;
}

/// <summary>What is to be told about an incident.</summary>
public enum News
{
    None,

    /// <summary>It fires, or got worse.</summary>
    Firing,

    /// <summary>It flaps.</summary>
    Flapping,

    /// <summary>Who was told that it fires is to be told that it is resolved.</summary>
    Resolved,

    /// <summary>It fired and healed by itself while it was held.</summary>
    Healed,
}
