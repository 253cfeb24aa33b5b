using Alerting.Aws;
using Alerting.Aws.Queues;
using Alerting.Aws.State;
using Alerting.Configuration;
using Alerting.Grouping.Handovers;
using Alerting.OnCall;
using Amazon.Lambda.Core;

namespace Alerting.Functions.Handovers;

/// <summary>
/// Notifies the people of a schedule when it is handed over while incidents are open. The handover is stored before its
/// notices are queued, and removed after: a crash between the two queues them again under the same ids.
/// </summary>
internal sealed class HandoverTick(AlertingServices services, AwsBackend backend, DynamoGroupStore groups)
{
    private readonly DynamoOnCallSeen _table = new(backend.Table);

    /// <summary>Never throws: the tick has more important work, and looks again in a minute.</summary>
    public async Task RunAsync(ILambdaLogger log, CancellationToken cancellation)
    {
        try
        {
            var config = (await services.RuntimeAsync(cancellation)).Config;
            var schedules = config.Schedules.Values
                .Select(schedule => (Schedule: schedule, Scope: new HandoverScope(config, schedule.Name)))
                .Where(each => each.Scope.IsUsed).ToArray();
            if (schedules.Length == 0)
                return;
            var (records, known) = await _table.ListAsync(cancellation);
            foreach (var (schedule, scope) in schedules)
            {
                await LookAsync(
                    config, schedule, scope, records, known.GetValueOrDefault(schedule.Name), log, cancellation);
            }
        }
        catch (Exception failure) when (failure is TableUnavailableException or QueueUnavailableException
            or OperationCanceledException or InvalidConfigurationException or SecretException)
        {
            log.LogWarning("Handovers were not looked for: {failure}", failure.Message);
        }
    }

    private async Task LookAsync(
        AlertingConfig config, Schedule schedule, HandoverScope scope, OnCallRecords records, StoredOnCallSeen? known,
        ILambdaLogger log, CancellationToken cancellation)
    {
        var next = OnCallSeen.Next(schedule, config.People, records, known?.Seen, services.Time.GetUtcNow());
        if (next != known?.Seen)
        {
            // Null if another tick saw it first.
            if (await _table.TrySaveAsync(next, known, cancellation) is not { } saved)
                return;
            known = saved;
        }
        if (next.Handover is not { } handover)
            return;
        var (open, more) = await groups.OpenOnAsync(
            scope.MayConcern, scope.Concerns, HandoverNotice.MaxNamed, cancellation);
        var notices = HandoverNotice.Of(config, handover, open, more);
        log.LogInformation("{schedule} is handed over with {open} open incidents: {count} notices",
            schedule.Name, open.Count + more, notices.Count);
        // First the groups, so that whatever comes after the notice reaches whoever got it.
        if (open.Count > 0)
            await backend.Mailbox.SendAsync(HandoverNotice.ForGroups(config, handover, open, notices), cancellation);
        if (notices.Count > 0)
            await backend.DeliveryOutlet.SendAsync(notices, cancellation);
        await _table.TrySaveAsync(next with { Handover = null }, known, cancellation);
    }
}
