using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Alerting.Alerts;
using Alerting.Notifications;

namespace Alerting.Grouping.Storage;

/// <summary>The alerts that a receiver's digest gathered for one cause, until they are sent.</summary>
public sealed record DigestContents(
    [property: JsonPropertyName("receiver")] string Receiver,
    [property: JsonPropertyName("interval")] string Interval,
    [property: JsonPropertyName("dueAt")] DateTimeOffset DueAt)
{
    /// <summary>Alerts beyond this are only numbers; what becomes of them is not followed.</summary>
    private const int MaxCounted = 6000;

    private const int MaxExamples = 5;
    private const int MaxGroups = 200;

    /// <summary>Written by version 1.</summary>
    [JsonPropertyName("parts")]
    public ImmutableArray<string> Parts { get; init => field = value.IsDefault ? [] : value; } = [];

    [JsonPropertyName("cause")]
    public DigestCause Cause { get; init; }

    /// <summary>The alerts kept by name.</summary>
    [JsonPropertyName("alerts")]
    public ImmutableArray<Alert> Alerts { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Fingerprint hashes of further firing alerts.</summary>
    [JsonConverter(typeof(OverflowAlerts.HashSetJson))]
    [JsonPropertyName("countedFiring")]
    public ImmutableHashSet<ulong>? CountedFiring { get; init => field = value is { IsEmpty: false } ? value : null; }

    /// <summary>Fingerprint hashes of further resolved alerts.</summary>
    [JsonConverter(typeof(OverflowAlerts.HashSetJson))]
    [JsonPropertyName("countedResolved")]
    public ImmutableHashSet<ulong>? CountedResolved { get; init => field = value is { IsEmpty: false } ? value : null; }

    /// <summary>Some of <see cref="CountedFiring"/>, to name when all that were named have ended meanwhile.</summary>
    [JsonPropertyName("examples")]
    public ImmutableList<Alert>? Examples { get; init => field = value is { IsEmpty: false } ? value : null; }

    /// <summary>Number of alerts beyond those listed and hashed.</summary>
    [JsonPropertyName("more")]
    public int More { get; init; }

    /// <summary>How many of <see cref="More"/> still fire.</summary>
    [JsonPropertyName("moreFiring")]
    public int MoreFiring { get; init; }

    /// <summary>Fingerprint hashes of alerts that the receiver already knows as firing.</summary>
    [JsonConverter(typeof(OverflowAlerts.HashSetJson))]
    [JsonPropertyName("known")]
    public ImmutableHashSet<ulong>? Known { get; init => field = value is { IsEmpty: false } ? value : null; }

    /// <summary>The group that sent the parts; of several groups, what they have in common.</summary>
    [JsonPropertyName("source")]
    public DigestSource? Source { get; init; }

    [JsonPropertyName("spansGroups")]
    public bool SpansGroups { get; init; }

    /// <summary>The incidents of the groups.</summary>
    [JsonPropertyName("incidents")]
    public IReadOnlyList<string>? Incidents { get; init; }

    /// <summary>Which group each alert is of, of as many groups as are kept.</summary>
    [JsonPropertyName("groups")]
    public IReadOnlyList<GroupPart>? Groups { get; init; }

    /// <summary>When the receiver last got a notification of this cause.</summary>
    [JsonPropertyName("sentAt")]
    public DateTimeOffset? SentAt { get; init; }

    [JsonIgnore]
    public bool IsEmpty => Count == 0;

    [JsonIgnore]
    public int Count => Alerts.Length + Counted + More;

    [JsonIgnore]
    public int FiringCount => Alerts.Count(alert => alert.IsFiring) + (CountedFiring?.Count ?? 0) + MoreFiring;

    private int Counted => (CountedFiring?.Count ?? 0) + (CountedResolved?.Count ?? 0);

    internal bool Has(string fingerprint) => IndexOf(fingerprint) >= 0 || Counts(SeenEvents.Hash(fingerprint));

    internal bool IsKnown(string fingerprint) => Known?.Contains(SeenEvents.Hash(fingerprint)) == true;

    /// <summary>Adds an alert, or replaces what is known of it.</summary>
    /// <param name="hasRoom">Whether one more can be kept by name.</param>
    /// <param name="place">How many are kept by name already.</param>
    internal DigestContents With(Alert alert, bool hasRoom, int place)
    {
        if (IndexOf(alert.Fingerprint) is var at and >= 0)
            return this with { Alerts = Alerts.SetItem(at, StoredAlert.Cut(alert, place, InDetail)) };
        var others = Without(alert.Fingerprint);
        if (hasRoom)
            return others with { Alerts = others.Alerts.Add(StoredAlert.Cut(alert, place, InDetail)) };
        if (others.Least() is not { } least || Rank(alert) <= Rank(others.Alerts[least]))
            return others.Counting(alert);
        return others.Counting(others.Alerts[least]) with
            { Alerts = others.Alerts.SetItem(least, StoredAlert.Cut(alert, place, InDetail)) };
    }

    internal DigestContents Without(string fingerprint)
    {
        if (IndexOf(fingerprint) is var at and >= 0)
            return this with { Alerts = Alerts.RemoveAt(at) };
        var hash = SeenEvents.Hash(fingerprint);
        return Counts(hash)
            ? this with
            {
                CountedFiring = CountedFiring?.Remove(hash),
                CountedResolved = CountedResolved?.Remove(hash),
                Examples = Examples?.RemoveAll(example => example.Fingerprint == fingerprint),
            }
            : this;
    }

    /// <summary>Everything known of the group is as current as the part that came last.</summary>
    internal DigestContents From(DigestPart part, string fingerprint)
    {
        if (part.Group is not { } group)
            return this;
        var others = (Groups ?? []).Where(other => other.Group != group).TakeLast(MaxGroups - 1);
        var alerts = Groups?.FirstOrDefault(other => other.Group == group)?.Alerts ?? default;
        var known = new GroupPart(group, part.Sequence, alerts.With([fingerprint])) { Route = part.Route };
        return this with { Groups = [.. others, known] };
    }

    /// <summary>With names for those that are only counted, if none is named any more.</summary>
    internal DigestContents Named() => !Alerts.IsEmpty || Examples is null
        ? this
        : this with
        {
            Alerts = [.. Examples],
            CountedFiring = CountedFiring?.Except(Examples.Select(example => SeenEvents.Hash(example.Fingerprint))),
            Examples = null,
        };

    private const int InDetail = 20;

    private DigestContents Counting(Alert alert)
    {
        var hash = SeenEvents.Hash(alert.Fingerprint);
        if (Counted >= MaxCounted)
            return this with { More = More + 1, MoreFiring = MoreFiring + (alert.IsFiring ? 1 : 0) };
        return alert.IsFiring
            ? this with
            {
                CountedFiring = (CountedFiring ?? []).Add(hash),
                Examples = Examples is { Count: >= MaxExamples }
                    ? Examples : (Examples ?? []).Add(StoredAlert.Cut(alert, InDetail, InDetail)),
            }
            : this with { CountedResolved = (CountedResolved ?? []).Add(hash) };
    }

    private bool Counts(ulong hash) => CountedFiring?.Contains(hash) == true || CountedResolved?.Contains(hash) == true;

    /// <summary>The alert that gives way to a more important one.</summary>
    private int? Least()
    {
        int? least = null;
        for (var i = 0; i < Alerts.Length; i++)
        {
            if (least is not { } other || Rank(Alerts[i]) < Rank(Alerts[other]))
                least = i;
        }
        return least;
    }

    private static int Rank(Alert alert) => (alert.IsFiring ? 10 : 0) + (int)alert.Severity;

    private int IndexOf(string fingerprint)
    {
        for (var i = 0; i < Alerts.Length; i++)
        {
            if (Alerts[i].Fingerprint == fingerprint)
                return i;
        }
        return -1;
    }
}
