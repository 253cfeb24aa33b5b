using Alerting.Alerts;

namespace Alerting.Sources.CloudWatchAlarms;

/// <summary>One change of an alarm, independent of its transport.</summary>
internal sealed record AlarmChange
{
    public required string? Arn { get; init; }

    public required string? Name { get; init; }

    public required AlarmPlace Place { get; init; }

    public required AlarmState State { get; init; }

    public string? PreviousState { get; init; }

    public string? Reason { get; init; }

    /// <summary>The numbers behind the reason; undefined if the transport does not carry them.</summary>
    public EventJson ReasonData { get; init; }

    /// <summary>As in the event; <see cref="ChangedAt"/> is the parsed time.</summary>
    public string? ChangedAtText { get; init; }

    public DateTimeOffset? ChangedAt => JsonFields.TryTime(ChangedAtText, out var time) ? time : null;

    public DateTimeOffset? PreviouslyChangedAt { get; init; }

    public string? Description { get; init; }

    public AlarmTrigger Trigger { get; init; } = AlarmTrigger.None;

    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    /// <summary>Anything but SUCCESS means that tags are missing.</summary>
    public string? TagsStatus { get; init; }

    public CompositeRule? Composite { get; init; }

    /// <summary>The time series that changed, if the alarm watches several.</summary>
    public AlarmContributor? Contributor { get; init; }

    public AlarmSuppression Suppression { get; init; } = AlarmSuppression.None;

    public IReadOnlyList<Fact> LogQuery { get; init; } = [];

    public IReadOnlyList<string> LogLines { get; init; } = [];

    /// <summary>Sentences about missing fields.</summary>
    public IReadOnlyList<string> Problems { get; init; } = [];
}

/// <summary>One time series of an alarm that watches several.</summary>
internal sealed record AlarmContributor(string Id, IReadOnlyList<KeyValuePair<string, string>> Attributes)
{
    public string Name => Attributes.Count == 0
        ? Id
        : string.Join(", ", Attributes.Select(attribute => $"{attribute.Key}={attribute.Value}"));
}
