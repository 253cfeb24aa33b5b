using Alerting.Alerts;
using Alerting.Sources.AwsServices;
using Alerting.Sources.Generic;

namespace Alerting.Sources.Webhooks.Services;

/// <summary>
/// What one event of an outside service says. Each service has a reader that fills this in from its own fields;
/// what follows from it is the same for all.
/// </summary>
internal sealed record ServiceAlert
{
    /// <summary>The key that the firing event and its end share; without it, the event is not recognized.</summary>
    public required string? Key { get; init; }

    /// <summary>
    /// By what the generic reader knew the alert before its service had a reader; null if it separated no alerts.
    /// </summary>
    public string? EarlierKey { get; init; }

    /// <summary>Without state and severity; without it, the event is not recognized.</summary>
    public required string? Title { get; init; }

    /// <summary>Whether the title of an informational event already says what happened.</summary>
    public bool IsTitleComplete { get; init; }

    /// <summary>The name of the monitor or rule, if the title says more.</summary>
    public string? Name { get; init; }

    public required ServiceState State { get; init; }

    public SeverityClaim? Severity { get; init; }

    /// <summary>Of events without a severity: what failed wakes somebody.</summary>
    public Severity Default { get; init; } = Alerts.Severity.Error;

    public string? Summary { get; init; }

    public string? Description { get; init; }

    public string? Account { get; init; }

    public string? Region { get; init; }

    public string? Service { get; init; }

    public DateTimeOffset? Since { get; init; }

    /// <summary>The time of this event.</summary>
    public DateTimeOffset? At { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>The service's id of this event.</summary>
    public string? EventId { get; init; }

    /// <summary>Whether the service sends the end.</summary>
    public bool HasEnd { get; init; } = true;

    /// <summary>If it ended without recovering.</summary>
    public Ending? Ending { get; init; }

    public Measurement? Measurement { get; init; }

    /// <summary>In order of precedence.</summary>
    public IEnumerable<(string Name, string? Value)> Labels { get; init; } = [];

    public IReadOnlyList<Fact> Facts { get; init; } = [];

    /// <summary>The page of the alert first.</summary>
    public IReadOnlyList<Link> Links { get; init; } = [];

    public IReadOnlyList<Signal>? Signals(string source, EventMessage message)
    {
        if (string.IsNullOrWhiteSpace(Key) || OneLine(Title) is not { Length: > 0 } title)
            return null;
        var isInformational = State.Kind == StateKind.Informational;
        var identity = $"{source}|{Key}" + (isInformational ? $"|notice/{State.Word}" : "");
        var labels = LabelMap();
        return
        [
            new Signal
            {
                Source = source,
                Name = OneLine(Name) is { Length: > 0 } name ? name : title,
                Title = isInformational && !IsTitleComplete && State.Word is { } word
                    ? $"{title}: {Wording.Words(word.Replace('.', ' '))}"
                    : title,
                Identity = identity,
                EarlierIdentities = EarlierKey is null || isInformational ? []
                    : [$"generic|{message.Origin}|{EarlierKey}"],
                EventKey = message.MessageId
                    ?? $"{identity}|{State.Word}|{EventId ?? At?.ToString("O") ?? message.Occurrence}",
                Status = State.Kind == StateKind.Resolved ? AlertStatus.Resolved : AlertStatus.Firing,
                State = State.Word,
                Summary = Summary,
                Description = Description,
                Account = Account,
                Region = JsonFields.RegionOrNull(Region ?? labels.GetValueOrDefault("region")),
                Service = Service ?? labels.GetValueOrDefault("service"),
                OccurredAt = At ?? EndedAt ?? message.SentAt,
                StartsAt = isInformational ? null : Since,
                EndsAt = State.Kind == StateKind.Resolved ? EndedAt : null,
                Claims = Claims(source, labels),
                Fallback = State.Kind == StateKind.NoData
                    ? new SeverityClaim(Alerts.Severity.Warning, "default for alerts without data")
                    : new SeverityClaim(Default, $"default for {source} alerts without a severity"),
                Labels = labels,
                Facts = Facts,
                Measurement = Measurement,
                Links = [.. Links.Where(link => FieldLinks.LeadsSomewhere(link.Url))],
                Recovers = HasEnd && !isInformational,
                HasNoData = State.Kind == StateKind.NoData,
                Ending = State.Kind == StateKind.Resolved ? Ending : null,
                Problems = State.IsKnown ? [] : [$"Unknown state \"{State.Word}\"; treated as firing."],
            },
        ];
    }

    private IReadOnlyList<SeverityClaim> Claims(string source, Dictionary<string, string> labels)
    {
        if (State.Kind == StateKind.Informational)
            return [new SeverityClaim(Alerts.Severity.Info, $"routine {source} event")];
        if (Severity is not null)
            return [Severity];
        return SeverityWords.Parse(labels.GetValueOrDefault("severity")) is { } tagged
            ? [new SeverityClaim(tagged, $"tag severity={labels["severity"]}")]
            : [];
    }

    private static string? OneLine(string? text) => text is null
        ? null
        : string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private Dictionary<string, string> LabelMap()
    {
        var labels = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in Labels)
        {
            if (!string.IsNullOrWhiteSpace(name) && !string.IsNullOrWhiteSpace(value))
                labels.TryAdd(name, value.Trim());
        }
        return labels;
    }
}
