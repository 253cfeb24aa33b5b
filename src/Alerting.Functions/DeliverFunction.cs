using Alerting.Aws;
using Alerting.Aws.Queues;
using Alerting.Functions.Delivering;
using Amazon.Lambda.Core;

namespace Alerting.Functions;

/// <summary>
/// Sends notifications; each queue message is one notification for one receiver. Temporary failures stay in the queue for a
/// retry. Final failures go to the receiver's fallback or to the dead letters.
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
        // The group function may have a newer configuration. Reading it again once is enough for the whole batch.
        var latest = new Lazy<Task<NotificationDelivery>>(async () => _delivery.Of(await _services.LatestRuntimeAsync(limit.Token)));
        var failed = await Task.WhenAll(messages.Select(message => TryDeliverAsync(message,
            receiver => delivery.HasReceiver(receiver) ? Task.FromResult(delivery) : latest.Value, context.Logger, limit.Token)));
        return SqsBatch.Response(failed.OfType<QueuedMessage>());
    }

    /// <summary>Returns the message if it must be retried.</summary>
    private async Task<QueuedMessage?> TryDeliverAsync(
        QueuedMessage message, Func<string, Task<NotificationDelivery>> deliveryTo, ILambdaLogger log, CancellationToken cancellation)
    {
        try
        {
            if (MessageBody.ReadNotification(message.Body) is not { } notification)
                return await MoveToDeadLettersAsync(message, log, cancellation);
            var delivery = await deliveryTo(notification.Receiver);
            var progress = await delivery.DeliverAsync(notification, message.Attempt, cancellation);
            TraceLog.Write(log, progress);
            if (_services.IsSamLocal)
                LocalReport.Write(progress.Outcomes, (await _services.RuntimeAsync(cancellation)).Config.TimeZone);
            if (progress.RetryAfter is not { } wait)
                return null;
            await _visibility.ReturnAfterAsync(message.ReceiptHandle, wait, CancellationToken.None);
        }
        // One failure must not affect the other notifications of the batch.
        catch (Exception failure)
        {
            log.LogError(failure, "Delivery attempt {attempt} failed and will be retried: {failure}", message.Attempt, failure.Message);
        }
        return message;
    }

    private async Task<QueuedMessage?> MoveToDeadLettersAsync(QueuedMessage message, ILambdaLogger log, CancellationToken cancellation)
    {
        log.LogError("Cannot read a queued notification; moving it to the dead letters");
        if (_backend.DeadLetters is not { } deadLetters)
            return message;
        await deadLetters.SendAsync(message.Body, "Cannot read this notification.", cancellation);
        return null;
    }
}
