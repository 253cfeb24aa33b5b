using Alerting.Alerts;
using Alerting.Aws;
using Alerting.Aws.Queues;
using Alerting.Deliveries;
using Alerting.Functions.Beside;
using Alerting.Functions.Metrics;
using Alerting.Notifications;
using Amazon.Lambda.Core;

namespace Alerting.Functions;

/// <summary>
/// Sends notifications; each queue message is one notification for one receiver. Temporary failures stay in the queue
/// for a retry. Final failures go to the receiver's fallback or to the dead letters.
/// </summary>
internal sealed class DeliverFunction
{
    /// <summary>For the timeline, when hardly any time is left to respond.</summary>
    private static readonly TimeSpan ShortWait = TimeSpan.FromMilliseconds(200);

    private readonly AlertingServices _services;
    private readonly AwsBackend _backend;
    private readonly SqsVisibility _pages;
    private readonly SqsVisibility _others;
    private readonly BesidePages _beside;

    public DeliverFunction(AlertingServices services)
    {
        _services = services;
        _backend = services.RequireBackend();
        services.ReadHolidays();
        _pages = _backend.Visibility(_backend.PagesQueue);
        _others = _backend.Visibility(_backend.DeliveriesQueue);
        _beside = new BesidePages(services);
    }

    public async Task<Stream> HandleAsync(Stream input, ILambdaContext context)
    {
        using var limit = TimeLimit.Of(context);
        var messages = await SqsBatch.ReadAsync(input);
        var runtime = await _services.RuntimeAsync(limit.Token);
        // The group function may have a newer configuration. Reading it again once is enough for the whole batch.
        var latest = new Lazy<Task<AlertingServices.Runtime>>(() => _services.LatestRuntimeAsync(limit.Token).AsTask());
        var timeline = new DeliveryTimeline(_backend.Timelines);
        Task<AlertingServices.Runtime> RuntimeOf(string receiver) =>
            receiver == Canary.Receiver || runtime.Config.FindReceiver(receiver) is not null
                ? Task.FromResult(runtime) : latest.Value;
        BatchPart[] deliveries = [.. InOrder(messages).Select(message => new BatchPart(
            [message],
            async () => await TryDeliverAsync(message, timeline, RuntimeOf, context.Logger, limit.Token)
                ? [] : [message],
            done => VisibilityOf(done).DeleteAsync(done.ReceiptHandle, limit.Token)))];
        var all = CautiousBatch.RunAsync(deliveries, _services.Time, _services.Random);
        await all.WaitAsync(TimeLimit.LongestWait(context)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await timeline.EndAsync(CancellationToken.None)
            .WaitAsync(limit.IsCancellationRequested ? ShortWait : TimeLimit.LongestWait(context))
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        // What is not finished comes again. Its claims outlast this invocation, so nothing is sent twice.
        return SqsBatch.Response(deliveries.SelectMany(each => each.Retried));
    }

    /// <summary>Earlier decisions begin first. All of a batch are sent at the same time.</summary>
    private static IEnumerable<QueuedMessage> InOrder(IReadOnlyList<QueuedMessage> messages) =>
        messages.Count == 1 ? messages : messages.OrderBy(SequenceOf);

    private static long SequenceOf(QueuedMessage message)
    {
        try
        {
            return MessageBody.ReadNotification(message.Body)?.Sequence ?? 0;
        }
        catch (NewerMessageException)
        {
            return 0;
        }
    }

    /// <summary>False if the message must be retried. Never throws.</summary>
    private async Task<bool> TryDeliverAsync(
        QueuedMessage message, DeliveryTimeline timeline, Func<string, Task<AlertingServices.Runtime>> runtimeFor,
        ILambdaLogger log, CancellationToken cancellation)
    {
        try
        {
            if (MessageBody.ReadNotification(message.Body) is not { } notification)
            {
                return await _backend.WakeUps.TryTakeAsync(message.Body, cancellation)
                    || await MoveToDeadLettersAsync(message, log, cancellation);
            }
            var runtime = await runtimeFor(notification.Receiver);
            if (notification.Kind == NotificationKind.Update)
            {
                await _beside.SendAsync(notification, runtime, log, cancellation);
                return true;
            }
            var attempts = notification.Attempts + message.Attempt;
            var result = await runtime.Delivery.Value.DeliverAsync(notification, attempts, cancellation);
            var now = _services.Time.GetUtcNow();
            TraceLog.Write(log, result, now);
            _services.Metrics.Count(notification, result, now);
            await _beside.QueueAsync(result, log);
            await timeline.AddAsync(result, now, cancellation);
            if (_services.IsSamLocal)
                LocalReport.Write(result.Outcomes, runtime.Config.TimeZone);
            if (await TryQueueAsync(result, notification, attempts, log))
                return true;
            var wait = result.RetryAfter ?? TimeSpan.Zero;
            await VisibilityOf(message).ReturnAfterAsync(message.ReceiptHandle, wait, CancellationToken.None);
        }
        // One failure must not affect the other notifications of the batch.
        catch (Exception failure)
        {
            log.LogError(failure, "Delivery attempt {attempt} failed and will be retried: {failure}", message.Attempt,
                failure.Message);
        }
        return false;
    }

    /// <summary>Whether the queue may remove the message.</summary>
    private async Task<bool> TryQueueAsync(
        DeliveryResult result, Notification notification, int attempts, ILambdaLogger log)
    {
        if (result.QueuedInstead(notification, attempts) is not { } next)
            return false;
        try
        {
            await _backend.DeliveryOutlet.SendAfterAsync(next, CancellationToken.None);
            return true;
        }
        catch (QueueUnavailableException unavailable)
        {
            log.LogError(unavailable, "Could not queue what is left: {failure}", unavailable.Message);
            return false;
        }
    }

    private SqsVisibility VisibilityOf(QueuedMessage message) =>
        message.Queue is { } queue && _backend.PagesQueue.EndsWith("/" + queue, StringComparison.Ordinal)
            ? _pages : _others;

    private async Task<bool> MoveToDeadLettersAsync(QueuedMessage message, ILambdaLogger log,
        CancellationToken cancellation)
    {
        log.LogError("Cannot read a queued notification; moving it to the dead letters");
        if (_backend.DeadLetters is not { } deadLetters)
            return false;
        await deadLetters.SendAsync(message.Body, "Cannot read this notification.", cancellation);
        return true;
    }
}
