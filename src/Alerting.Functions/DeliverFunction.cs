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
    private NotificationDelivery? _delivery;

    public DeliverFunction(AlertingServices services)
    {
        _services = services;
        _backend = services.RequireBackend();
        _visibility = _backend.Visibility(_backend.DeliveriesQueue);
    }

    public async Task<Stream> HandleAsync(Stream input, ILambdaContext context)
    {
        using var limit = TimeLimit.Of(context);
        var messages = await SqsBatch.ReadAsync(input);
        var delivery = _delivery ??= new NotificationDelivery(await _services.RuntimeAsync(limit.Token), _backend);
        var failed = await Task.WhenAll(messages.Select(message => TryDeliverAsync(message, delivery, context.Logger, limit.Token)));
        return SqsBatch.Answer(failed.OfType<QueuedMessage>());
    }

    /// <summary>Gives the message back when it has to come again.</summary>
    private async Task<QueuedMessage?> TryDeliverAsync(
        QueuedMessage message, NotificationDelivery delivery, ILambdaLogger log, CancellationToken cancellation)
    {
        try
        {
            if (MessageBody.ReadNotification(message.Body) is not { } notification)
                return await SetAsideAsync(message, log, cancellation);
            var progress = await delivery.DeliverAsync(notification, message.Attempt, cancellation);
            TraceLog.Write(log, progress, print: _services.IsSamLocal);
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
