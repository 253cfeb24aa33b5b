using Alerting.Aws.Queues;
using Alerting.Beside;
using Alerting.Deliveries;
using Alerting.Notifications;
using Amazon.Lambda.Core;

namespace Alerting.Functions.Beside;

/// <summary>
/// Brings what comes beside a page: queues it when the page is delivered, gathers and sends it when the queue hands it
/// out. Pages have another queue, so none waits for it, and whatever fails here is only a line in the record.
/// </summary>
internal sealed class BesidePages(AlertingServices services)
{
    private readonly BesideSettings _settings = services.BesideSettings;

    /// <summary>After the page is delivered. Never throws.</summary>
    public async Task QueueAsync(DeliveryResult result, ILambdaLogger log)
    {
        if (!_settings.IsAny || BesidePage.UpdatesAfter(result.Outcomes) is not { Count: > 0 } updates)
            return;
        try
        {
            await services.RequireBackend().Outlet.SendAsync(updates, CancellationToken.None);
        }
        catch (QueueUnavailableException unavailable)
        {
            log.LogWarning("Left out beside the page: {failure}", unavailable.Message);
        }
    }

    /// <summary>Never throws, and is never repeated: what is late is no help any more.</summary>
    public async Task SendAsync(
        Notification update, AlertingServices.Runtime runtime, ILambdaLogger log, CancellationToken cancellation)
    {
        try
        {
            var gathered = await BesideGathering.OfAsync(
                update, SourcesOf(runtime), services.Time, cancellation);
            var outcomes = gathered.Content.IsEmpty ? []
                : await runtime.Delivery.Value.UpdateAsync(Filled(update, gathered.Content), cancellation);
            if (BesideRecord.Of(update, gathered, outcomes, services.Time.GetUtcNow()) is not { } entry)
                return;
            log.LogInformation("{alert} {incident}: {text} [{code}]",
                update.Alerts[0].Name, update.IncidentId, entry.Text, entry.Code.ToString());
            if (!update.SpansGroups && update.IncidentId.Length > 0)
            {
                await services.RequireBackend().Timelines.AddAsync(
                    update.IncidentId, $"{update.Id}|{update.Receiver}|beside", [entry], cancellation);
            }
        }
        catch (Exception failure)
        {
            log.LogWarning("{alert} {incident}: left out beside the page: {failure}",
                update.Alerts[0].Name, update.IncidentId, failure.GetType().Name);
        }
    }

    private List<IBesideSource> SourcesOf(AlertingServices.Runtime runtime)
    {
        var sources = new List<IBesideSource>();
        if (_settings.KeepsChanges)
            sources.Add(new RecentSource(runtime.Config, services.RequireBackend().Recent));
        return sources;
    }

    private static Notification Filled(Notification update, BesideContent content) =>
        update with { Beside = update.Beside! with { Content = content } };
}
