using System.Collections.Immutable;

namespace Alerting.Grouping.Rules;

/// <summary>
/// What changes its state again and again is told once as flapping, and then not at all until it is stable; then its true
/// state is told.
/// </summary>
internal static class Flapping
{
    /// <summary>The changes of late, with the one of now.</summary>
    public static ImmutableArray<DateTimeOffset> WithChange(Incident? known, GroupDraft group)
    {
        var options = group.Rules.Flapping;
        if (known is null)
            return [group.Now];
        var since = group.Now - options.Within;
        return [.. known.Changes.Where(change => change > since).Append(group.Now).TakeLast(options.Changes)];
    }

    /// <summary>
    /// Whether the incident begins to flap with its latest change, or does already: then only the flapping is told, and a
    /// rise to worse than people know.
    /// </summary>
    public static Incident Judge(Incident incident, Incident? known, GroupDraft group)
    {
        if (known is { IsFlapping: true })
        {
            var worse = incident is { IsFiring: true, News: News.Firing } && incident.Severity > known.ToldSeverity;
            return incident with { News = known.News == News.Flapping ? News.Flapping : worse ? News.Firing : News.None };
        }
        return incident.Changes.Length < group.Rules.Flapping.Changes
            ? incident
            : incident with { IsFlapping = true, News = News.Flapping, Because = null };
    }

    public static DateTimeOffset StableAt(Incident incident, GroupDraft group) => incident.ChangedAt + group.Rules.Flapping.Within;

    /// <summary>It did not change for the time: what it is now is told.</summary>
    public static void End(Incident incident, GroupDraft group)
    {
        var stable = incident with
        {
            IsFlapping = false,
            Changes = [],
            // What flapped while it was held, and nobody heard of, healed.
            News = incident.IsFiring ? News.Firing
                : !incident.Told.IsEmpty ? News.Resolved
                : incident is { IsHeld: true, News: News.Flapping } ? News.Healed : News.None,
            ToldSeverity = incident.IsFiring ? null : incident.ToldSeverity,
            Because = $"stable for {group.Rules.FlappingTime}: it {(incident.IsFiring ? "fires" : "is resolved")}",
        };
        group.Put(stable);
        if (stable.News == News.None)
        {
            group.Output.Decide(incident.Fingerprint, group.ReceiversOf(incident), DecisionAction.Suppress,
                "stable and resolved, and nobody was told of it", group.Now);
        }
        group.Look();
    }
}
