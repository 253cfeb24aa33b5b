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

/// <summary>
/// Account and region of an alarm, preferably from its ARN: the field <c>Region</c> holds a display name ("EU
/// (Ireland)"), and the topic may belong to another account.
/// </summary>
internal sealed record AlarmPlace(string? Account, string? Region, string? AlarmName, string Partition)
{
    public static AlarmPlace Of(string? alarmArn, string? account, string? region, EventMessage message)
    {
        if (Arn.TryParse(alarmArn, out var arn))
        {
            return new AlarmPlace(arn.Account ?? account, JsonFields.RegionOrNull(arn.Region) ?? region,
                AlarmNameOf(arn), arn.Partition);
        }
        var topic = message.Topic;
        region ??= JsonFields.RegionOrNull(topic?.Region);
        return new AlarmPlace(account ?? topic?.Account, region, null,
            topic?.Partition ?? ConsoleLinks.PartitionOf(region));
    }

    /// <summary>Builds the ARN for messages without one, such as truncated ones.</summary>
    public string ArnOf(string alarmName) =>
        $"arn:{Partition}:cloudwatch:{Region}:{Account}:alarm:{alarmName}";

    /// <summary>Not <see cref="Arn.ResourceName"/>, because alarm names may contain ':' and '/'.</summary>
    public static string? AlarmNameOf(Arn arn) =>
        arn.Resource.StartsWith("alarm:", StringComparison.Ordinal) ? arn.Resource["alarm:".Length..] : null;
}

internal sealed record AlarmState(string Word, AlertStatus Status, SeverityClaim Fallback, string? Problem = null)
{
    private const string NoData = "INSUFFICIENT_DATA";

    /// <summary>The alarm does not know its state.</summary>
    public bool HasNoData => Word == NoData;

    public static AlarmState Of(string? word) => word switch
    {
        "ALARM" => new(word, AlertStatus.Firing, new(Severity.Error, "default for alarms in ALARM")),
        NoData =>
            new(word, AlertStatus.Firing, new(Severity.Warning, "default for alarms in INSUFFICIENT_DATA")),
        // An OK has the severity of the ALARM it resolves, so both take the same route.
        "OK" => new(word, AlertStatus.Resolved, new(Severity.Error, "default for alarms: OK resolves an ALARM")),
        null => new("unknown", AlertStatus.Firing, new(Severity.Warning, "the alarm has no state"),
            "The alarm has no NewStateValue; treated as firing."),
        _ => new(word, AlertStatus.Firing, new(Severity.Warning, $"unknown alarm state {word}"),
            $"NewStateValue \"{word}\" is not ALARM, OK or INSUFFICIENT_DATA; treated as firing."),
    };
}

/// <summary>The alarm's tags, which CloudWatch includes if tag propagation is enabled for the alarm.</summary>
/// <remarks>https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-tags-in-notifications.html</remarks>
internal static class AlarmTags
{
    /// <summary>Either <c>{"team": "payments"}</c> or <c>[{"Key": "team", "Value": "payments"}]</c>.</summary>
    public static IReadOnlyDictionary<string, string> Read(EventJson tags)
    {
        var read = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in tags.Pairs())
            read[key] = value;
        return read;
    }

    public static IReadOnlyList<SeverityClaim> SeverityClaims(IReadOnlyDictionary<string, string> tags)
    {
        foreach (var (key, value) in tags)
        {
            if (key.Equals("severity", StringComparison.OrdinalIgnoreCase)
                && SeverityWords.Parse(value) is { } severity)
            {
                return [new SeverityClaim(severity, $"alarm tag {key}={value}")];
            }
        }
        return [];
    }
}
