using Alerting.Aws.State;
using Alerting.Cli.Browser.Views;

namespace Alerting.Cli.Browser.Live;

/// <summary>Heartbeats that are missing and checks that fail.</summary>
internal sealed class DownReader(AlertingTable table)
{
    public async Task<IReadOnlyList<DownView>> ReadAsync(CancellationToken cancellation)
    {
        var heartbeats = new DynamoHeartbeats(table).ListAsync(cancellation);
        var checks = await new DynamoChecks(table).ListAsync(cancellation);
        return
        [
            .. (await heartbeats).Where(each => each.Value.Watch is { IsFiring: true })
                .Select(each => new DownView("heartbeat", each.Key, each.Value.Watch!.Missed, null)),
            .. checks.Where(each => each.Value.IsFiring).Select(each => new DownView("check", each.Key,
                each.Value.FailingSince, each.Value.Problem is { } problem ? Plain.Of(problem, 500) : null)),
        ];
    }
}
