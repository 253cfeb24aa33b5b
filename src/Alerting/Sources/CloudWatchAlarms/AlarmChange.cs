using Alerting.Alerts;

namespace Alerting.Sources.CloudWatchAlarms;

/// <summary>One change of an alarm, the same whatever road it came by.</summary>
internal sealed record AlarmChange
{
    public required string? Arn { get; init; }

    public required string? Name { get; init; }

    public required AlarmPlace Place { get; init; }

    public required AlarmState State { get; init; }

    public string? PreviousState { get; init; }

    public string? Reason { get; init; }

    /// <summary>CloudWatch's own numbers behind the reason; undefined where the road does not carry them.</summary>
    public EventJson ReasonData { get; init; }

    /// <summary>As the event spells it; read into <see cref="ChangedAt"/> where it is a time.</summary>
    public string? ChangedAtText { get; init; }

    public DateTimeOffset? ChangedAt => JsonFields.TryTime(ChangedAtText, out var time) ? time : null;

    public DateTimeOffset? PreviouslyChangedAt { get; init; }

    public string? Description { get; init; }

    public AlarmTrigger Trigger { get; init; } = AlarmTrigger.None;

    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    /// <summary>What CloudWatch says of the tags; anything but SUCCESS means that some are missing.</summary>
    public string? TagsStatus { get; init; }

    public CompositeRule? Composite { get; init; }

    /// <summary>The one time series of several that changed, of an alarm that watches several.</summary>
    public AlarmContributor? Contributor { get; init; }

    public AlarmSuppression Suppression { get; init; } = AlarmSuppression.None;

    /// <summary>The query of a log alarm.</summary>
    public IReadOnlyList<Fact> LogQuery { get; init; } = [];

    public IReadOnlyList<string> LogLines { get; init; } = [];

    /// <summary>What the event lacks, each a sentence.</summary>
    public IReadOnlyList<string> Problems { get; init; } = [];
}

/// <summary>One time series of an alarm that watches several.</summary>
internal sealed record AlarmContributor(string Id, IReadOnlyList<KeyValuePair<string, string>> Attributes)
{
    public string Name => Attributes.Count == 0
        ? Id
        : string.Join(", ", Attributes.Select(attribute => $"{attribute.Key}={attribute.Value}"));
}
