using System.Collections.Concurrent;
using Alerting.Aws;
using Alerting.Aws.Queues;
using Alerting.Aws.State;
using Alerting.Deliveries;
using Alerting.Grouping;
using Alerting.Grouping.Storage;
using Amazon.Lambda.Core;

namespace Alerting.Functions;

/// <summary>
/// Processes group messages: different groups in parallel, each group in order. When one fails, the later messages of
/// its group are returned too, which keeps their order.
/// </summary>
internal sealed class GroupFunction
{
    /// <summary>A bug fails on every attempt. Ten leave time for temporary failures that look like one.</summary>
    private const int AttemptsBeforeDeadLetter = 10;

    private readonly AlertingServices _services;
    private readonly AwsBackend _backend;
    private readonly SqsVisibility _visibility;

    /// <summary>Ids of messages that are retried until the state is available, but must notify only once.</summary>
    private readonly ConcurrentDictionary<string, bool> _notifiedWithoutState = new();
    private readonly PerConfiguration<Processing> _processing;

    public GroupFunction(AlertingServices services)
    {
        _services = services;
        _backend = services.RequireBackend();
        _visibility = _backend.Visibility(_backend.GroupsQueue);
        _processing = new PerConfiguration<Processing>(Compose);
    }

    public async Task<Stream> HandleAsync(Stream input, ILambdaContext context)
    {
        using var limit = TimeLimit.Of(context);
        var messages = await SqsBatch.ReadAsync(input);
        var processing = _processing.Of(await _services.RuntimeAsync(limit.Token));
        var failed = await Task.WhenAll(messages.GroupBy(message => message.Group)
            .Select(group => ProcessAsync([.. group], processing, context.Logger, limit.Token)));
        return SqsBatch.Response(failed.SelectMany(each => each));
    }

    /// <summary>Returns the messages to retry: the first that failed and all after it.</summary>
    private async Task<IReadOnlyList<QueuedMessage>> ProcessAsync(
        IReadOnlyList<QueuedMessage> messages, Processing processing, ILambdaLogger log, CancellationToken cancellation)
    {
        for (var i = 0; i < messages.Count; i++)
        {
            if (await TryProcessAsync(messages[i], processing, log, cancellation))
                continue;
            QueuedMessage[] retried = [.. messages.Skip(i)];
            var wait = RetryDecision.Backoff(messages[i].Attempt, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(2),
                _services.Random());
            // Hide all of them for the same time: SQS hands out nothing of a group while one of its messages is hidden.
            await Task.WhenAll(retried.Select(message =>
                _visibility.ReturnAfterAsync(message.ReceiptHandle, wait, CancellationToken.None)));
            return retried;
        }
        return [];
    }

    private async Task<bool> TryProcessAsync(
        QueuedMessage message, Processing processing, ILambdaLogger log, CancellationToken cancellation)
    {
        GroupEnvelope? envelope = null;
        try
        {
            envelope = MessageBody.ReadEnvelope(message.Body);
            if (envelope is null)
                return await MoveToDeadLettersAsync(message, "Cannot read this group message.", log);
            var step = await processing.Worker.HandleAsync(envelope, message.Sequence, _services.Time.GetUtcNow(),
                cancellation);
            TraceLog.Write(log, envelope, step);
            return true;
        }
        // One failure must not affect the other groups of the batch, so nothing in this block throws.
        catch (Exception failure)
        {
            log.LogError(failure, "{group}: attempt {attempt} failed: {failure}",
                envelope?.To.Key ?? message.Group, message.Attempt, failure.Message);
            if (envelope is not null && message.Attempt >= 2)
            {
                await KeepOutboxAsync(envelope, message, failure, processing, log);
                await NotifyWithoutStateAsync(envelope, message.Id, failure.Message, processing, log);
            }
            return !IsTemporary(failure) && message.Attempt >= AttemptsBeforeDeadLetter
                && await TryMoveToDeadLettersAsync(message, failure, log);
        }
    }

    /// <summary>Retries help: a service is unavailable, or a newer deployment must process the message.</summary>
    private static bool IsTemporary(Exception failure) =>
        failure is TableUnavailableException or QueueUnavailableException
        or GroupBusyException or NewerMessageException or NewerStateException or OperationCanceledException;

    private async Task<bool> TryMoveToDeadLettersAsync(QueuedMessage message, Exception failure, ILambdaLogger log)
    {
        try
        {
            return await MoveToDeadLettersAsync(message, $"Failed {message.Attempt} times: {failure.Message}", log);
        }
        catch (Exception unavailable)
        {
            log.LogError(unavailable, "Could not move the message to the dead letters, will retry: {failure}",
                unavailable.Message);
            return false;
        }
    }

    /// <summary>A message that always fails must not block its group.</summary>
    private async Task<bool> MoveToDeadLettersAsync(QueuedMessage message, string reason, ILambdaLogger log)
    {
        log.LogError("Moving a message of group {group} to the dead letters: {reason}", message.Group, reason);
        if (_backend.DeadLetters is not { } deadLetters)
            return false;
        await deadLetters.SendAsync(message.Body, reason, CancellationToken.None);
        return true;
    }

    /// <summary>
    /// If this message becomes a dead letter, the group's next message sends what is left in the outbox.
    /// </summary>
    private static async Task KeepOutboxAsync(
        GroupEnvelope envelope, QueuedMessage message, Exception cause, Processing processing, ILambdaLogger log)
    {
        if (cause is TableUnavailableException || message.Sequence is not { } sequence)
            return;
        try
        {
            await processing.Worker.KeepOutboxAsync(envelope.To.Key, sequence, CancellationToken.None);
        }
        catch (Exception failure)
        {
            log.LogError(failure,
                "{group}: could not keep the outbox, so its notifications may be lost with this message: {failure}",
                envelope.To.Key, failure.Message);
        }
    }

    /// <summary>
    /// A page does not wait for the table. The message is still retried, which updates the group's state.
    /// </summary>
    private async Task NotifyWithoutStateAsync(
        GroupEnvelope envelope, string messageId, string cause, Processing processing, ILambdaLogger log)
    {
        try
        {
            var notifications =
                StatelessNotifications.Of(envelope, processing.Reducer, _services.Time.GetUtcNow(), cause);
            if (notifications.Count == 0 || _notifiedWithoutState.ContainsKey(messageId))
                return;
            await _backend.Outlet.SendAsync(notifications, CancellationToken.None);
            if (_notifiedWithoutState.Count > 10_000)
                _notifiedWithoutState.Clear();
            _notifiedWithoutState[messageId] = true;
            log.LogWarning("{group}: notified without the group's state: {cause}",
                envelope.To.Key, cause);
        }
        catch (Exception failure)
        {
            log.LogError(failure, "{group}: could not notify without the group's state either",
                envelope.To.Key);
        }
    }

    private Processing Compose(AlertingServices.Runtime runtime)
    {
        var rules = new GroupRules(runtime.Config)
            { DigestGrace = TickFunction.DigestGrace, GatherTime = TickFunction.GatherTime };
        var reducer = new GroupReducer(rules);
        var store = _backend.Store(readsFiring: rules.Inhibit.Count > 0);
        return new Processing(reducer, new GroupWorker(reducer, store, _backend.Mailbox, _backend.Outlet));
    }

    private sealed record Processing(GroupReducer Reducer, GroupWorker Worker);
}
