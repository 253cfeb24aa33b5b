using Alerting.Alerts;
using Alerting.Aws.State;
using Alerting.Cli.Deployments;
using Alerting.Cli.Incidents;
using Alerting.Deliveries;
using Alerting.Grouping.Storage;
using Alerting.Incidents;

namespace Alerting.Cli.Why;

/// <summary>Reads the timelines in a deployment's table.</summary>
internal sealed class WhyRecord(AlertingTable table, TimeProvider time)
{
    private readonly TimelineScan _scan = new(table);
    private readonly DynamoGroupStore _groups = new(table, time, readsFiring: false);

    public async Task<WhyRead> ReadAsync(WhyQuestion question, CancellationToken cancellation)
    {
        var (timelines, problem) = await TimelinesAsync(question.Since, cancellation);
        question = await ByNameAsync(question, cancellation);
        var entries = timelines.SelectMany(timeline => Of(timeline, question))
            .Where(entry => entry.At >= question.Since && entry.At <= question.Until)
            .OrderBy(entry => entry.At).ToArray();
        var incidents = entries.Select(entry => entry.Incident).Distinct().Count();
        return new WhyRead(entries, NamesOf(timelines),
            $"table {table.Name}: {Count(incidents, "incident")} of {timelines.Count} since then")
        {
            Problem = problem,
        };
    }

    /// <summary>The names of an incident's alerts: the log has no incidents.</summary>
    public static IReadOnlyList<string> NamesOf(IEnumerable<WhyEntry> entries) =>
        [.. entries.Select(entry => entry.Alert).OfType<string>().Distinct()];

    public static string Count(int number, string noun) => $"{number:N0} {noun}{(number == 1 ? "" : "s")}";

    private static HashSet<string> NamesOf(IEnumerable<StoredTimeline> timelines) =>
        timelines.SelectMany(timeline => timeline.Entries).Select(entry => entry.Alert).OfType<string>().ToHashSet();

    /// <summary>Without the permission to scan the table, its index leads to the open incidents.</summary>
    private async Task<(IReadOnlyList<StoredTimeline> Timelines, string? Problem)> TimelinesAsync(
        DateTimeOffset since, CancellationToken cancellation)
    {
        try
        {
            return (await _scan.ReadAsync(since, cancellation), null);
        }
        catch (StateUnavailableException denied) when (AwsProblem.IsDenied(denied))
        {
            var open = (await _groups.WaitingGroupsAsync(cancellation)).Select(DeployedIncident.OpenOf)
                .OfType<DeployedIncident>();
            var timelines = await Task.WhenAll(
                open.Select(incident => _scan.ReadAsync(incident.Incident.Id, cancellation)));
            return (timelines, $"Closed incidents: {AwsProblem.SentenceOf(denied, "dynamodb:Scan")}");
        }
    }

    /// <summary>An alert's id leads to its name while it fires.</summary>
    private async Task<WhyQuestion> ByNameAsync(WhyQuestion question, CancellationToken cancellation)
    {
        if (!WhyQuestion.IsFingerprint(question.Text))
            return question;
        var groups = await _groups.FindGroupsAsync(question.Text, cancellation);
        var states = await Task.WhenAll(groups.Select(group => _groups.LoadAsync(group.Key, cancellation).AsTask()));
        string[] names = [.. states.OfType<StoredGroup>()
            .Select(stored => stored.State.Entries.Find(question.Text)?.Alert.Name).OfType<string>().Distinct()];
        return names.Length == 0 ? question : question with { Names = names };
    }

    /// <summary>Of an incident of several alerts, what is about another alert is left out.</summary>
    private static IEnumerable<WhyEntry> Of(StoredTimeline timeline, WhyQuestion question)
    {
        if (question.IsAbout(timeline.IncidentId))
            return timeline.Entries.Select(entry => Of(timeline, entry));
        return timeline.Entries.Any(entry => entry.Alert is { } name && question.Matches(name))
            ? timeline.Entries.Where(entry => entry.Alert is not { } name || question.Matches(name))
                .Select(entry => Of(timeline, entry))
            : [];
    }

    private static WhyEntry Of(StoredTimeline timeline, TimelineEntry entry) =>
        new(entry.At, IncidentJson.Kind(entry.Kind), entry.Code.ToString(), entry.Text)
        {
            Alert = entry.Alert, Incident = timeline.IncidentId, Group = timeline.GroupKey,
            IsFiring = entry is { Kind: TimelineKind.Event, Code: ReasonCode.Other },
            To = entry.To ?? [], Channel = entry.Channel, By = entry.By,
        };
}
