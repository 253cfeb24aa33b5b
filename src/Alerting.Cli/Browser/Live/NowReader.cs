using Alerting.Aws.State;
using Alerting.Cli.Browser.Views;
using Alerting.Cli.Incidents;
using Alerting.Grouping.Storage;
using Amazon.SQS;

namespace Alerting.Cli.Browser.Live;

/// <summary>
/// What is open, held and down now, within a bound. Read at most every two seconds, however many pages ask.
/// </summary>
internal sealed class NowReader(ConsoleBackend backend)
{
    private const int MostGroups = 150;
    private const int MostWithDeliveries = 25;
    private const int MaxTitles = 10;

    private static readonly TimeSpan Age = TimeSpan.FromSeconds(2);

    private readonly Lock _gate = new();
    private readonly DynamoTimelines _timelines = new(backend.Table, backend.Time);
    private Task<NowView>? _reading;
    private DateTimeOffset _readAt;

    /// <summary>Pages that ask at the same time share one read.</summary>
    public Task<NowView> ReadAsync(CancellationToken cancellation)
    {
        lock (_gate)
        {
            var now = backend.Time.GetUtcNow();
            if (_reading is null or { IsFaulted: true } || now - _readAt >= Age)
                (_reading, _readAt) = (ReadAsync(now, CancellationToken.None), now);
            return _reading.WaitAsync(cancellation);
        }
    }

    /// <summary>After an answer the next read is a new one.</summary>
    public void Forget()
    {
        lock (_gate)
            _reading = null;
    }

    private async Task<NowView> ReadAsync(DateTimeOffset now, CancellationToken cancellation)
    {
        var groups = new OpenGroups(backend.Table).ReadAsync(MostGroups, cancellation);
        var down = new DownReader(backend.Table).ReadAsync(cancellation);
        var dead = CountDeadAsync(cancellation);
        var records = await new DynamoOnCall(backend.Table).ListAsync(cancellation);
        var loaded = await backend.Config.ReadAsync(cancellation);
        var names = new Names(loaded, records);
        var waiting = await groups;
        DeployedIncident[] open = [.. DeployedIncidents.Ordered(
            waiting.States.Select(DeployedIncident.OpenOf).OfType<DeployedIncident>())];
        var deliveries = await Task.WhenAll(open.Take(MostWithDeliveries).Select(
            found => _timelines.ReadDeliveriesAsync(found.Incident.Id, cancellation)));
        var cards = new IncidentCards(names, now);
        return new NowView(
            [.. open.Select((found, at) => cards.Of(found, at < deliveries.Length ? deliveries[at] : []))],
            waiting.Total > waiting.States.Count ? waiting.Total : open.Length,
            open.Count(found => found.IsPage && !found.Incident.IsAnswered),
            [.. waiting.States.Select(state => state.WaitingDigest).OfType<DigestContents>()
                .OrderBy(digest => digest.DueAt).Select(Held)],
            await down, new OnCallViews(loaded, records, now).Schedules(), await dead);

        HeldView Held(DigestContents digest) => new(names.Of(digest.Receiver), digest.Interval, digest.DueAt,
            [.. digest.Alerts.Take(MaxTitles).Select(alert => Plain.Of(alert.Title, 200))],
            digest.Count - Math.Min(MaxTitles, digest.Alerts.Length));
    }

    /// <summary>Null without a queue, or without the permission to look at it.</summary>
    private async Task<int?> CountDeadAsync(CancellationToken cancellation)
    {
        if (backend.Parts.DeadLetters is not { } queue)
            return null;
        try
        {
            var found = await backend.Sqs.GetQueueAttributesAsync(queue,
                ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"], cancellation);
            return found.ApproximateNumberOfMessages + found.ApproximateNumberOfMessagesNotVisible;
        }
        catch (AmazonSQSException)
        {
            return null;
        }
    }
}
