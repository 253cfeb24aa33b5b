using Alerting.Grouping.Storage;

namespace Alerting.Grouping.Overflow;

/// <summary>The alerts that a message names, and how many it only counts.</summary>
internal static class OverflowNames
{
    /// <param name="due">If none is due, the message is about those that are only counted.</param>
    public static (List<AlertEntry> Named, int More) With(List<AlertEntry> due, GroupDraft group)
    {
        var pending = group.State.Overflow.PendingCount;
        if (due.Count > 0)
            return (due, pending);
        var named = OverflowPlan.NamedPending(group);
        // If none of them has a name, name the group's most severe ones instead.
        List<AlertEntry> shown = named.Count > 0 ? [.. named] : Instead(Math.Min(3, pending), group);
        return (shown, pending - shown.Count);
    }

    /// <summary>A message needs a name, so the examples are the last resort.</summary>
    private static List<AlertEntry> Instead(int count, GroupDraft group) =>
        MostSevere(count, group) is { Count: > 0 } severe ? severe
        : [.. group.State.Overflow.Examples.Take(count).Select(example => OverflowPlan.EntryOf(example, group))];

    /// <summary>Notified alerts come first; a muted one that was never notified is a last resort.</summary>
    private static List<AlertEntry> MostSevere(int count, GroupDraft group)
    {
        var firing = new List<AlertEntry>();
        foreach (var entry in group.Entries)
        {
            if (entry.IsFiring)
                firing.Add(entry);
        }
        return [.. firing.OrderBy(entry => entry.NotifiedReceivers.IsEmpty).ThenByDescending(entry => entry.Severity)
            .Take(count)];
    }
}
