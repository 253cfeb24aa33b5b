using Alerting.Alerts;
using Alerting.Logs.Batches;
using Alerting.Notifications;

namespace Alerting.Beside;

/// <summary>The errors in the alarm's log group in the minutes before the page.</summary>
/// <param name="place">This stack's account and region: its role reads no other.</param>
public sealed class LogSource(LogGroups groups, ILogReader logs, (string? Account, string? Region) place)
    : IBesideSource
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(15);

    public string Name => "likely cause";

    public async Task<BesideContent> GatherAsync(Notification page, CancellationToken cancellation)
    {
        var signal = page.Alerts[0].Signal;
        if (signal.Source == Signal.LogSource || IsElsewhere(signal))
            return BesideContent.Empty;
        var group = groups.Of(signal) ?? await FilteredAsync(signal, cancellation);
        if (group is null)
            return BesideContent.Empty;
        var began = page.Alerts[0].StartsAt is { } start && start <= page.At && start > page.At - Longest
            ? start : page.At;
        var json = await logs.ReadAsync(group, began - Before(signal.Measurement), page.At, cancellation);
        try
        {
            return LikelyCause.Of(json, group, signal.Region ?? place.Region);
        }
        catch (LogBatchException)
        {
            throw new BesideException("the answer has no log lines");
        }
    }

    private bool IsElsewhere(Signal signal) =>
        (signal.Account is { } account && account != place.Account)
        || (signal.Region is { } region && region != place.Region);

    private async Task<string?> FilteredAsync(Signal signal, CancellationToken cancellation) =>
        LogGroups.CustomMetric(signal) is var (space, metric)
        && await logs.FindAsync(space, metric, cancellation) is { } group && groups.MayRead(group) ? group : null;

    /// <summary>The time that the alarm looked at before it fired.</summary>
    private static TimeSpan Before(Measurement? measured)
    {
        var evaluated = (measured?.Period ?? TimeSpan.Zero) * (measured?.EvaluationPeriods ?? 1);
        return evaluated < Shortest ? Shortest : evaluated > Longest ? Longest : evaluated;
    }
}
