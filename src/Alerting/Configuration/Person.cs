using Alerting.Alerts;
using NodaTime;

namespace Alerting.Configuration;

/// <summary>Somebody who can be on call.</summary>
/// <param name="Key">The name in the configuration: <c>ann</c>.</param>
public sealed record Person(string Key, string Name, DateTimeZone Zone)
{
    /// <summary>In schedules: a gap that is meant.</summary>
    public const string Nobody = "nobody";

    /// <summary>In the order in which they are tried. Without those whose variable is not set.</summary>
    public IReadOnlyList<Target> Targets { get; init; } = [];

    /// <summary>The member id in Slack; null if not given.</summary>
    public string? SlackId { get; init; }

    /// <summary>The source that has it; null where there is only one.</summary>
    public string? Source { get; init; }

    /// <summary>Where the file has it, from 1.</summary>
    public int Line { get; init; }

    public int Column { get; init; }

    public ContactRules By { get; init; } = ContactRules.None;
}

/// <summary>The channels on which a person is notified, by severity and time.</summary>
public sealed record ContactRules(IReadOnlyDictionary<Severity, IReadOnlyList<ContactRule>> BySeverity)
{
    public static ContactRules None { get; } = new(new Dictionary<Severity, IReadOnlyList<ContactRule>>());

    /// <summary>The channels of the first rule that applies; null if none does.</summary>
    public IReadOnlyList<string>? ChannelsAt(Severity severity, DateTimeOffset time) =>
        BySeverity.GetValueOrDefault(severity)
            ?.FirstOrDefault(rule => rule.During?.Contains(time) != false)?.Channels;
}

/// <param name="Channels">All are used at the same time.</param>
/// <param name="During">Null means always.</param>
public sealed record ContactRule(IReadOnlyList<string> Channels, TimeInterval? During = null);
