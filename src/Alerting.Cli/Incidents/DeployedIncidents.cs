using Alerting.Aws.Queues;
using Alerting.Aws.State;
using Alerting.Cli.Deployments;
using Alerting.Grouping;
using Alerting.Incidents;
using Amazon.SQS;

namespace Alerting.Cli.Incidents;

/// <summary>The incidents of a deployment: read from its table, answered through its queue.</summary>
internal sealed class DeployedIncidents(AlertingTable table, IAmazonSQS? sqs, string? queue, TimeProvider time)
{
    /// <summary>An answer is applied within a second, unless the group function starts cold or is busy.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(300);

    private readonly DynamoGroupStore _groups = new(table, time, readsFiring: false);
    private readonly DynamoTimelines _timelines = new(table, time);

    /// <summary>Runs the work and turns AWS errors into user errors.</summary>
    /// <param name="queue">The groups queue; null only to read.</param>
    public static Task<int> UseAsync(
        string name, string? queue, TimeProvider time, Func<DeployedIncidents, Task<int>> work) =>
        AwsProblem.ExplainAsync(queue is null ? $"table {name}" : $"table {name} or the groups queue", async () =>
        {
            using var dynamo = AwsClients.Dynamo();
            using var sqs = queue is null ? null : AwsClients.Sqs();
            return await work(new DeployedIncidents(new AlertingTable(dynamo, name), sqs, queue, time));
        });

    public async Task<IReadOnlyList<DeployedIncident>> OpenAsync(CancellationToken cancellation) =>
        [.. Ordered((await _groups.WaitingGroupsAsync(cancellation)).Select(DeployedIncident.OpenOf)
            .OfType<DeployedIncident>())];

    /// <summary>Those that nobody answered first, then the most severe.</summary>
    public static IEnumerable<DeployedIncident> Ordered(IEnumerable<DeployedIncident> open) =>
        open.OrderBy(found => found.Incident.IsAnswered).ThenByDescending(found => found.Severity)
            .ThenBy(found => found.Incident.OpenedAt);

    /// <summary>By id, by code, or by the name of an alert. The last two only while it is open.</summary>
    public async Task<DeployedIncident> FindAsync(string text, CancellationToken cancellation)
    {
        if (await _timelines.FindAsync(text, cancellation) is { } place)
        {
            return await _groups.LoadAsync(place.GroupKey, cancellation) is { State: var state }
                ? DeployedIncident.Of(state, text) : DeployedIncident.Forgotten(place);
        }
        var open = await OpenAsync(cancellation);
        var found = open.Where(each => each.Incident.Id == text || IncidentCode.Is(text, each.Incident.Id)).ToArray();
        if (found.Length == 0)
            found = [.. open.Where(each => each.Alerts.Any(entry => entry.Alert.Name == text))];
        return found switch
        {
            [var one] => one,
            [] => throw new UserException($"No open incident {text}. 'alerting incidents list' shows them; " +
                "one that is over is found by its id."),
            _ => throw new UserException($"{text} is several incidents: " +
                $"{string.Join(", ", found.Select(each => $"{each.Incident.Id} ({each.Title})"))}. Write the id."),
        };
    }

    public async Task<IReadOnlyList<TimelineEntry>> TimelineAsync(
        DeployedIncident incident, CancellationToken cancellation) =>
        await _timelines.ReadAsync(incident.Incident.Id, cancellation);

    /// <summary>Sends the answer and waits until its group has it; null if that takes too long.</summary>
    public async Task<DeployedIncident?> AnswerAsync(
        DeployedIncident incident, PersonAnswer answer, CancellationToken cancellation)
    {
        await new SqsGroupMailbox(sqs!, queue!, time)
            .SendAsync([new GroupEnvelope(incident.Address, answer)], cancellation);
        var began = time.GetTimestamp();
        do
        {
            await Task.Delay(Look, time, cancellation);
            if (await _groups.LoadAsync(incident.Address.Key, cancellation) is { State: var state }
                && answer.IsKnownTo(state))
            {
                return DeployedIncident.Of(state, incident.Incident.Id);
            }
        }
        while (time.GetElapsedTime(began) < LongestWait);
        return null;
    }
}
