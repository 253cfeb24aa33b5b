using System.Globalization;
using Alerting.Alerts;
using Alerting.Configuration;
using Alerting.Notifications;
using Alerting.Text;

namespace Alerting.Beside;

/// <summary>What changed in the hour before a page, and which other alarms fired just then.</summary>
public sealed class RecentSource(AlertingConfig config, IRecentRecords records) : IBesideSource
{
    public string Name => "changes and other alarms";

    public async Task<BesideContent> GatherAsync(Notification page, CancellationToken cancellation)
    {
        var alert = page.Alerts[0];
        var at = BeganAt(page);
        // The page itself, for those that follow; even if what came before it cannot be read.
        var added = page.SpansGroups || page.IncidentId.Length == 0 ? Task.CompletedTask
            : records.AddAsync(RecordOf(page, at), cancellation);
        var recent = await records.ReadAsync(
            alert.Signal.Account, at - RecentChanges.Window, at + RecentChanges.Together, cancellation);
        await added;
        return Of(page, recent);
    }

    /// <summary>What the records say beside the page. Pure.</summary>
    public BesideContent Of(Notification page, IReadOnlyList<RecentRecord> recent)
    {
        var (alert, at) = (page.Alerts[0], BeganAt(page));
        var about = new RecentChanges(alert.Signal, at);
        var changes = about.ChangesIn(recent);
        var others = about.AlarmsIn(recent.Where(each => each.Incident != page.IncidentId
            && !page.Alerts.Any(own => own.Fingerprint == each.Key)));
        return new BesideContent
        {
            Facts = [.. changes.Select(change => new Fact(
                Before(at - change.At), change.Text + Elsewhere(change, alert.Signal))), .. Together(others, alert)],
            Incidents = [.. others.Records.Take(RecentChanges.Most)
                .Select(each => new RelatedIncident(each.Incident!, each.Text))],
        };
    }

    /// <summary>By the source's clock. A rise in severity has a reason of its own.</summary>
    private static DateTimeOffset BeganAt(Notification page) =>
        page.Code != ReasonCode.SeverityRaised && page.Alerts[0].StartsAt is { } start && start <= page.At
            ? start : page.At;

    private static RecentRecord RecordOf(Notification page, DateTimeOffset at) => new()
    {
        At = at,
        Account = page.Alerts[0].Signal.Account,
        Region = page.Alerts[0].Signal.Region,
        Names = ServiceNames.Of(page.Alerts[0].Signal),
        Key = page.Alerts[0].Fingerprint,
        Text = TextCut.Line(page.Alerts[0].Title, 200),
        Incident = page.IncidentId,
    };

    private static string Before(TimeSpan time) =>
        time < TimeSpan.FromMinutes(1) ? "Just before" : $"{(int)time.TotalMinutes} min before";

    /// <summary>Where it happened, if that is not where the alert fires.</summary>
    private static string Elsewhere(RecentRecord change, Signal signal) =>
        change.Region is { } region && signal.Region is { } own && region != own ? $" in {region}" : "";

    /// <summary><c>2 other alarms in orders-api within 10 min</c></summary>
    private IEnumerable<Fact> Together((string? Service, IReadOnlyList<RecentRecord> Records) others, Alert alert)
    {
        if (others.Records.Count == 0)
            yield break;
        var where = others.Service ?? config.AccountOf(alert.Signal)?.Name ?? "this account";
        var alarms = others.Records.Count == 1 ? "1 other alarm"
            : others.Records.Count.ToString(CultureInfo.InvariantCulture) + " other alarms";
        yield return new Fact("Seen together", $"{alarms} in {where} within 10 min");
    }
}
