using Alerting.Aws.Queues;
using Alerting.Configuration;
using Alerting.Grouping;
using Alerting.Sources;
using Alerting.Sources.Logs;
using Amazon.SQS;

namespace Alerting.Cli.Dead;

/// <summary>
/// Puts a message that reached nobody where it goes on: a notification to the deliveries, an event to its groups, as the
/// function would have that could not take it in. Nothing is lost by it, for it is sent first; and nothing told twice, since
/// targets that had a notification and groups that had an event know it again.
/// </summary>
/// <param name="deliveries">The queue of the deliveries; null when it is not named.</param>
/// <param name="groups">The queue of the groups; null when it is not named.</param>
/// <param name="config">The configuration that is deployed, read when the first event needs it.</param>
internal sealed class Redrive(IAmazonSQS sqs, string? deliveries, string? groups, Func<Task<AlertingConfig>> config, TimeProvider time)
{
    private const string NoGroups =
        "name the queue of the groups, the deployment's output GroupsQueueUrl, by --groups or ALERTING_GROUPS_QUEUE";

    private AlertingConfig? _config;

    /// <summary>Sends it on and says where to; <c>IsDone</c> is false when it has to stay.</summary>
    public Task<(bool IsDone, string Said)> SendAsync(DeadLetter letter, CancellationToken cancellation) => letter switch
    {
        { Notification: not null } => DeliverAsync(letter, cancellation),
        { Envelope: { } envelope } => NotifyGroupAsync(envelope, cancellation),
        { Event: { } body } => TakeInAsync(body, letter.RequestId ?? letter.Id, cancellation),
        _ => Task.FromResult((false, "it cannot be read, so there is nowhere to send it; 'dead show' shows what it is")),
    };

    private async Task<(bool, string)> DeliverAsync(DeadLetter letter, CancellationToken cancellation)
    {
        if (string.IsNullOrEmpty(deliveries))
            return (false, "name the queue of the deliveries, the deployment's output DeliveriesQueueUrl, by --deliveries or ALERTING_DELIVERIES_QUEUE");
        await sqs.SendMessageAsync(deliveries, letter.Message.Body, cancellation);
        return (true, "sent to the deliveries");
    }

    private async Task<(bool, string)> NotifyGroupAsync(GroupEnvelope envelope, CancellationToken cancellation)
    {
        if (string.IsNullOrEmpty(groups))
            return (false, NoGroups);
        await new SqsGroupMailbox(sqs, groups, time).SendAsync([envelope], cancellation);
        return (true, "sent to its group");
    }

    private async Task<(bool, string)> TakeInAsync(ReadOnlyMemory<byte> body, string delivery, CancellationToken cancellation)
    {
        if (string.IsNullOrEmpty(groups))
            return (false, NoGroups);
        _config ??= await config();
        try
        {
            var signals = new EventIntake(_config.Logs, Environment.GetEnvironmentVariable("AWS_REGION")).Read(body, delivery);
            var intake = new AlertPipeline(_config).Take(signals, time.GetUtcNow());
            await new SqsGroupMailbox(sqs, groups, time).SendAsync(intake.Envelopes, cancellation);
            var (alerts, messages) = (intake.Trace.Alerts.Count, intake.Envelopes.Count);
            return (true, $"taken in: {alerts} {(alerts == 1 ? "alert" : "alerts")}, {messages} {(messages == 1 ? "message" : "messages")} to groups");
        }
        catch (LogBatchException unreadable)
        {
            return (false, unreadable.Message.TrimEnd('.'));
        }
    }
}
