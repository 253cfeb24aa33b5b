using Alerting.Aws;
using Alerting.Aws.Queues;
using Alerting.Functions.Delivering;
using Amazon.Lambda.Core;

namespace Alerting.Functions;

/// <summary>
/// Sends notifications, each message of the queue one of them, for one receiver. What may work later stays in the queue until
/// then; what finally fails goes to the receiver's fallback or is kept. Nothing is ever sent to its own queue.
/// </summary>
public sealed class DeliverFunction
{
    private readonly AlertingServices _services;
    private readonly AwsBackend _backend;
    private readonly SqsVisibility _visibility;
    private readonly PerConfiguration<NotificationDelivery> _delivery;

    public DeliverFunction(AlertingServices services)
    {
        _services = services;
        _backend = services.RequireBackend();
        _visibility = _backend.Visibility(_backend.DeliveriesQueue);
        _delivery = new PerConfiguration<NotificationDelivery>(runtime => new NotificationDelivery(runtime, _backend));
    }

    public async Task<Stream> HandleAsync(Stream input, ILambdaContext context)
    {
        using var limit = TimeLimit.Of(context);
        var messages = await SqsBatch.ReadAsync(input);
        var delivery = _delivery.Of(await _services.RuntimeAsync(limit.Token));
        // Groups may have learnt of a receiver before this function has; one look is enough for the whole batch.
        var latest = new Lazy<Task<NotificationDelivery>>(async () => _delivery.Of(await _services.LatestRuntimeAsync(limit.Token)));
        var failed = await Task.WhenAll(messages.Select(message => TryDeliverAsync(message,
            receiver => delivery.Knows(receiver) ? Task.FromResult(delivery) : latest.Value, context.Logger, limit.Token)));
        return SqsBatch.Answer(failed.OfType<QueuedMessage>());
    }

    /// <summary>Gives the message back when it has to come again.</summary>
    private async Task<QueuedMessage?> TryDeliverAsync(
        QueuedMessage message, Func<string, Task<NotificationDelivery>> deliveryTo, ILambdaLogger log, CancellationToken cancellation)
    {
        try
        {
            if (MessageBody.ReadNotification(message.Body) is not { } notification)
                return await SetAsideAsync(message, log, cancellation);
            var delivery = await deliveryTo(notification.Receiver);
            var progress = await delivery.DeliverAsync(notification, message.Attempt, cancellation);
            TraceLog.Write(log, progress);
            if (_services.IsSamLocal)
                LocalReport.Write(progress.Outcomes, (await _services.RuntimeAsync(cancellation)).Config.TimeZone);
            if (progress.Again is not { } wait)
                return null;
            await _visibility.ReturnAfterAsync(message.ReceiptHandle, wait, CancellationToken.None);
        }
        // Whatever it is, the other notifications of the batch have nothing to do with it.
        catch (Exception failure)
        {
            log.LogError(failure, "A delivery failed by {failure}; it comes again after try {attempt}", failure.Message, message.Attempt);
        }
        return message;
    }

    private async Task<QueuedMessage?> SetAsideAsync(QueuedMessage message, ILambdaLogger log, CancellationToken cancellation)
    {
        log.LogError("A delivery cannot be read and is set aside");
        if (_backend.DeadLetters is not { } deadLetters)
            return message;
        await deadLetters.SendAsync(message.Body, "this delivery cannot be read", cancellation);
        return null;
    }
}
