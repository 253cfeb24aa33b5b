using System.Collections.Concurrent;
using System.Globalization;
using Alerting.Alerts;
using Alerting.Aws.State;
using Alerting.Cli.Browser.Live;
using Alerting.Cli.Browser.Views;
using Alerting.Incidents;
using Alerting.OnCall;

namespace Alerting.Cli.Browser.Past;

/// <summary>
/// The incidents of the last days. A day that is over is read once. Details are read for the page that is shown, and
/// otherwise in portions, the latest first; those of an incident that is over do not change any more.
/// </summary>
internal sealed class HistoryReader(ConsoleBackend backend)
{
    private const int MostADay = 10_000;
    private const int DetailsAtOnce = 500;
    private const int MostNoisy = 20;

    private readonly IncidentHistory _history = new(backend.Table);
    private readonly ConcurrentDictionary<DateOnly, IReadOnlyList<OpenedIncident>> _days = new();
    private readonly ConcurrentDictionary<string, IncidentOutline> _outlines = new(StringComparer.Ordinal);

    public async Task<HistoryView> ReadAsync(HistoryQuery query, CancellationToken cancellation)
    {
        var now = backend.Time.GetUtcNow();
        var all = await ReadDaysAsync(query.Days, now, cancellation);
        if (query.NeedsDetails)
        {
            await ReadDetailsAsync(
                all.Where(each => !_outlines.ContainsKey(each.Id)).Take(DetailsAtOnce), cancellation);
        }
        var names = new Names(await backend.Config.ReadAsync(cancellation), OnCallRecords.Empty);
        var found = query.Sorted(Rows(all, names).Where(query.Matches), now).ToArray();
        var page = all.IntersectBy(found.Skip(query.Page * HistoryQuery.PageSize).Take(HistoryQuery.PageSize)
            .Select(row => row.Id), each => each.Id).ToArray();
        await ReadDetailsAsync(page, cancellation);
        return new HistoryView([.. query.Sorted(Rows(page, names), now)], found.Length, all.Count,
            query.NeedsDetails ? all.Count(each => !_outlines.ContainsKey(each.Id)) : 0, Noisiest(found, query),
            [.. found.GroupBy(row => query.NightOf(row.OpenedAt)).Where(night => night.Key is not null)
                .OrderByDescending(night => night.Key)
                .Select(night => new NightView(
                    night.Key!.Value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), night.Count()))]);
    }

    private async Task<IReadOnlyList<OpenedIncident>> ReadDaysAsync(
        int days, DateTimeOffset now, CancellationToken cancellation)
    {
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        var read = await Task.WhenAll(Enumerable.Range(0, days).Select(back => today.AddDays(-back)).Select(async day =>
        {
            if (_days.TryGetValue(day, out var known))
                return known;
            var found = await _history.ReadAsync(day, MostADay, cancellation);
            // Yesterday's last may be written a little late.
            if (day < today.AddDays(-1))
                _days[day] = found;
            return found;
        }));
        return [.. read.SelectMany(found => found)];
    }

    private async Task ReadDetailsAsync(IEnumerable<OpenedIncident> some, CancellationToken cancellation)
    {
        string[] ids = [.. some.Where(each => !IsOver(_outlines.GetValueOrDefault(each.Id)?.Mark))
            .Select(each => each.Id)];
        if (ids.Length == 0)
            return;
        foreach (var (id, outline) in await _history.ReadOutlinesAsync(ids, cancellation))
            _outlines[id] = outline;
    }

    private IEnumerable<HistoryRow> Rows(IEnumerable<OpenedIncident> some, Names names) => some.Select(each =>
    {
        var outline = _outlines.GetValueOrDefault(each.Id);
        var mark = outline?.Mark;
        var alert = outline?.First.FirstOrDefault(entry => entry.Alert is not null)?.Alert;
        return new HistoryRow(each.Id, IncidentCode.Of(each.Id), alert is null ? null : Plain.Of(alert, 300),
            outline?.First.Max(entry => entry.Severity)?.Name(), Plain.Of(names.OfRoute(each.RouteId), 200),
            IncidentCards.LabelsOf(each.GroupKey, each.RouteId), each.OpenedAt, IsOver(mark) ? mark!.At : null,
            outline is null ? null : State(mark),
            mark?.Reason?.Split(" by ", 2) is [_, var by] ? Plain.Of(by, 200) : null);
    });

    private static NoisyView[] Noisiest(HistoryRow[] found, HistoryQuery query) =>
    [
        .. found.GroupBy(row => (row.Route, row.Labels)).OrderByDescending(same => same.Count()).Take(MostNoisy)
            .Where(same => same.Count() > 1)
            .Select(same => new NoisyView(same.Key.Labels, same.Key.Route, same.Count(),
                same.Count(row => query.NightOf(row.OpenedAt) is not null), same.Max(row => row.OpenedAt))),
    ];

    private static bool IsOver(AnswerMark? mark) => mark?.Code is ReasonCode.Resolved or ReasonCode.Closed;

    private static string State(AnswerMark? mark) => mark?.Code switch
    {
        ReasonCode.Resolved => "resolved",
        ReasonCode.Closed => "closed",
        ReasonCode.Acknowledged => "acknowledged",
        ReasonCode.Snoozed => "snoozed",
        _ => "open",
    };
}
