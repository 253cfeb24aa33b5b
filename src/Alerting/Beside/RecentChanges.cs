using Alerting.Alerts;

namespace Alerting.Beside;

/// <summary>Which records belong to an alert that began to fire at a moment.</summary>
internal sealed class RecentChanges(Signal signal, DateTimeOffset at)
{
    /// <summary>Older changes are rarely the reason.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromHours(1);

    public static readonly TimeSpan Together = TimeSpan.FromMinutes(10);

    /// <summary>Nobody reads more while the phone rings.</summary>
    public const int Most = 3;

    private readonly IReadOnlyList<string> _names = ServiceNames.Of(signal);

    /// <summary>
    /// Those of its service or its account, nearest first. If there are too many, those of its service stay.
    /// </summary>
    public IReadOnlyList<RecentRecord> ChangesIn(IEnumerable<RecentRecord> recent) =>
        [.. recent.Where(each => each.IsChange && each.At <= at && each.At > at - Window && Touches(each))
            // A change has several steps, of which the last one counts.
            .GroupBy(each => each.Key).Select(steps => steps.MaxBy(step => step.At)!)
            .OrderByDescending(IsOfService).ThenByDescending(each => each.At).Take(Most)
            .OrderByDescending(each => each.At)];

    /// <summary>The alarms of its service, or if it has none, of its account.</summary>
    public (string? Service, IReadOnlyList<RecentRecord> Records) AlarmsIn(IEnumerable<RecentRecord> recent)
    {
        RecentRecord[] others = [.. recent.Where(each => !each.IsChange && IsHere(each)
                && each.At > at - Together && each.At < at + Together)
            .GroupBy(each => each.Incident).Select(same => same.MaxBy(each => each.At)!)
            .OrderByDescending(each => each.At)];
        RecentRecord[] ofService = [.. others.Where(IsOfService)];
        return ofService.Length == 0 ? (null, others)
            : (ServiceNames.Shared(_names, ofService[0].Names), ofService);
    }

    private bool Touches(RecentRecord change) => IsOfService(change) ? IsNotOfOtherAccount(change)
        : IsHere(change) && (change.Region is null || signal.Region is null || change.Region == signal.Region);

    private bool IsOfService(RecentRecord record) => ServiceNames.Shared(_names, record.Names) is not null;

    private bool IsHere(RecentRecord record) => record.Account is not null && record.Account == signal.Account;

    private bool IsNotOfOtherAccount(RecentRecord record) =>
        record.Account is null || signal.Account is null || record.Account == signal.Account;
}
