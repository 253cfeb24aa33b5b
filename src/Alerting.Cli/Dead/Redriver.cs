using Alerting.Alerts;
using Alerting.Aws.Queues;
using Alerting.Aws.State;
using Alerting.Cli.Deployments;
using Alerting.Configuration;
using Alerting.Grouping;
using Alerting.Heartbeats;
using Alerting.Logs.Batches;
using Alerting.Sources;
using Amazon.SQS;

namespace Alerting.Cli.Dead;

/// <summary>
/// Sends a dead letter again: a notification to the deliveries queue, an event through the pipeline to its groups.
/// Targets and groups that already had it recognise the duplicate.
/// </summary>
/// <param name="deliveries">The URL of the deliveries queue, if known.</param>
/// <param name="groups">The URL of the groups queue, if known.</param>
/// <param name="table">Finds the deployment's table; called for the first event with a heartbeat.</param>
/// <param name="config">Reads the deployed configuration; called for the first event.</param>
internal sealed class Redriver(IAmazonSQS sqs, string? deliveries, string? groups, Func<Task<string?>> table,
    Func<Task<AlertingConfig>> config, TimeProvider time)
{
    private const string NoGroups =
        "Name the groups queue with --groups or ALERTING_GROUPS_QUEUE, or the stack with --stack.";

    private AlertingConfig? _config;

    /// <summary>Returns false if the dead letter has to stay in its queue.</summary>
    public Task<(bool IsDone, string Result)> SendAsync(DeadLetter letter, CancellationToken cancellation) =>
        letter switch
    {
        { Notification: not null } => DeliverAsync(letter, cancellation),
        { Envelope: { } envelope } => NotifyGroupAsync(envelope, cancellation),
        { Event: { } body } => ProcessAsync(body, letter.RequestId ?? letter.Id, cancellation),
        _ => Task.FromResult((false, "Cannot be read, so it cannot be sent. See 'dead show'.")),
    };

    private async Task<(bool, string)> DeliverAsync(DeadLetter letter, CancellationToken cancellation)
    {
        if (string.IsNullOrEmpty(deliveries))
        {
            return (false,
                "Name the deliveries queue with --deliveries or ALERTING_DELIVERIES_QUEUE, or the stack with --stack.");
        }
        await sqs.SendMessageAsync(deliveries, letter.Message.Body, cancellation);
        return (true, "Sent to the deliveries queue.");
    }

    private async Task<(bool, string)> NotifyGroupAsync(GroupEnvelope envelope, CancellationToken cancellation)
    {
        if (string.IsNullOrEmpty(groups))
            return (false, NoGroups);
        await new SqsGroupMailbox(sqs, groups, time).SendAsync([envelope], cancellation);
        return (true, "Sent to its group.");
    }

    private async Task<(bool, string)> ProcessAsync(ReadOnlyMemory<byte> body, string delivery,
        CancellationToken cancellation)
    {
        if (string.IsNullOrEmpty(groups))
            return (false, NoGroups);
        _config ??= await config();
        try
        {
            var signals =
                new EventIntake(_config.Logs, Environment.GetEnvironmentVariable("AWS_REGION")).Read(body, delivery);
            var found = new BeatFinder(_config.Heartbeats).Separate(signals, time.GetUtcNow());
            if (found.Beats.Count > 0 && await table() is null)
                return (false, "It has a heartbeat, which the table records. " + DeployedName.Table.Missing);
            var beats = found.Beats.Count == 0 ? []
                : await RecordAsync(found, (await table())!, _config, cancellation);
            var intake = new AlertPipeline(_config).Take([.. found.Others, .. beats], time.GetUtcNow());
            await new SqsGroupMailbox(sqs, groups, time).SendAsync(intake.Envelopes, cancellation);
            var (alerts, messages) = (intake.Trace.Alerts.Count, intake.Envelopes.Count);
            return (true,
                $"Processed again: {alerts} {(alerts == 1 ? "alert" : "alerts")}, " +
                $"{messages} {(messages == 1 ? "message" : "messages")} to groups.");
        }
        catch (LogBatchException unreadable)
        {
            return (false, unreadable.Message);
        }
    }

    /// <summary>As the functions do.</summary>
    private async Task<IReadOnlyList<Signal>> RecordAsync(
        FoundBeats found, string table, AlertingConfig config, CancellationToken cancellation)
    {
        using var dynamo = AwsClients.Dynamo();
        var heartbeats = new DynamoHeartbeats(new AlertingTable(dynamo, table));
        return await new HeartbeatIntake(heartbeats, time).RecordAsync(found, config, cancellation);
    }
}
