using Alerting.Aws.State;
using Alerting.Cli.Deployments;
using Alerting.Cli.Incidents;
using Amazon.SQS;

namespace Alerting.Cli.Status;

/// <summary>Reads a deployment's table and the lengths of its queues.</summary>
internal sealed class StatusReader(AlertingTable table, IAmazonSQS sqs, TimeProvider time)
{
    private static readonly (DeployedName Name, bool IsForDeadLetters)[] QueueNames =
    [
        (DeployedName.Groups, false), (DeployedName.Pages, false), (DeployedName.Deliveries, false),
        (DeployedName.DeadLetters, true), (DeployedName.DeadGroups, true),
    ];

    public async Task<PipelineStatus> ReadAsync(Deployment deployment, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var queues = ReadQueuesAsync(deployment, cancellation);
        var open = new DeployedIncidents(table, null, null, time).OpenAsync(cancellation);
        var silences = new DynamoSilences(table).ListAsync(cancellation);
        var down = ReadDownAsync(cancellation);
        return new PipelineStatus(await queues, await open,
            (await silences).Count(silence => silence.StartsAt <= now && silence.EndsAt > now), await down);
    }

    private async Task<IReadOnlyList<QueueStatus>> ReadQueuesAsync(
        Deployment deployment, CancellationToken cancellation)
    {
        var queues = new List<QueueStatus>();
        foreach (var (name, isForDeadLetters) in QueueNames)
        {
            if (await deployment.FindIfDeployedAsync(name) is not { } url)
                continue;
            var found = await sqs.GetQueueAttributesAsync(url, ["ApproximateNumberOfMessages",
                "ApproximateNumberOfMessagesNotVisible", "ApproximateNumberOfMessagesDelayed"], cancellation);
            queues.Add(new QueueStatus(name.Noun, url, found.ApproximateNumberOfMessages,
                found.ApproximateNumberOfMessagesNotVisible, found.ApproximateNumberOfMessagesDelayed)
                { IsForDeadLetters = isForDeadLetters, IsMain = name == DeployedName.DeadLetters });
        }
        return queues;
    }

    private async Task<IReadOnlyList<DownSince>> ReadDownAsync(CancellationToken cancellation)
    {
        var heartbeats = await new DynamoHeartbeats(table).ListAsync(cancellation);
        var checks = await new DynamoChecks(table).ListAsync(cancellation);
        return
        [
            .. heartbeats.Where(each => each.Value.Watch is { IsFiring: true })
                .Select(each => new DownSince($"heartbeat {each.Key}", each.Value.Watch!.Missed, null)),
            .. checks.Where(each => each.Value.IsFiring)
                .Select(each => new DownSince($"check {each.Key}", each.Value.FailingSince, each.Value.Problem)),
        ];
    }
}
