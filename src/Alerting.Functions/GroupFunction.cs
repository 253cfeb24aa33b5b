using Alerting.Aws;
using Alerting.Aws.Queues;
using Alerting.Aws.State;
using Alerting.Functions.Metrics;
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

    private const string UnreadableReason = "Cannot read this group message.";

    private readonly AlertingServices _services;
    private readonly AwsBackend _backend;
    private readonly SqsVisibility _visibility;
    private readonly StatelessNotifications _stateless;
    private readonly PerConfiguration<Processing> _processing;

    public GroupFunction(AlertingServices services)
    {
        _services = services;
        _backend = services.RequireBackend();
        services.ReadHolidays();
        _visibility = _backend.Visibility(_backend.GroupsQueue);
        _stateless = new StatelessNotifications(_backend.Outlet, services.Time);
        _processing = new PerConfiguration<Processing>(Compose);
    }

    public async Task<Stream> HandleAsync(Stream input, ILambdaContext context)
    {
        using var limit = TimeLimit.Of(context);
        var messages = await SqsBatch.ReadAsync(input);
        var processing = _processing.Of(await _services.RuntimeAsync(limit.Token));
        BatchPart[] groups = [.. messages.GroupBy(message => message.Group).Select(group => group.ToArray())
            .Select(group => new BatchPart(
                group, () => ProcessAsync(group, processing, context.Logger, limit.Token),
                done => _visibility.DeleteAsync(done.ReceiptHandle, limit.Token)))];
        await CautiousBatch.RunAsync(groups, _services.Time, _services.Random);
        return SqsBatch.Response(groups.SelectMany(group => group.Retried));
    }

    /// <summary>Returns the messages to retry: the first that failed and all after it.</summary>
    private async Task<IReadOnlyList<QueuedMessage>> ProcessAsync(
        QueuedMessage[] messages, Processing processing, ILambdaLogger log, CancellationToken cancellation)
    {
        for (var i = 0; i < messages.Length;)
        {
            var (done, failed) = await TryProcessAsync(Together(messages, i), processing, log, cancellation);
            i += done;
            if (failed is not { } failure)
                continue;
            QueuedMessage[] retried = [.. messages.Skip(i)];
            // A page does not wait for the table, nor for the messages before it.
            await _stateless.SendAsync(retried, failure.Message, processing.Pages, processing.Store, log);
            var wait = GroupRetry.After(failure, messages[i].Attempt, _services.Random());
            // Hide all of them for the same time: SQS hands out nothing of a group while one of its messages is hidden.
            await Task.WhenAll(retried.Select(message =>
                _visibility.ReturnAfterAsync(message.ReceiptHandle, wait, CancellationToken.None)));
            return retried;
        }
        return [];
    }

    /// <summary>
    /// What is loaded and saved together. Messages that failed go one by one, so that none fails because of another.
    /// </summary>
    private static QueuedMessage[] Together(QueuedMessage[] messages, int from) =>
        messages[from].Attempt > 1 ? [messages[from]]
        : [.. messages.Skip(from).TakeWhile(message => message.Attempt == 1)];

    /// <summary>How many of the messages are done with, and why the next one is not.</summary>
    private async Task<(int Done, Exception? Failure)> TryProcessAsync(
        QueuedMessage[] messages, Processing processing, ILambdaLogger log, CancellationToken cancellation)
    {
        var message = messages[0];
        GroupEnvelope? envelope = null;
        try
        {
            envelope = StatelessNotifications.Read(message);
            if (envelope is null)
            {
                return await MoveToDeadLettersAsync(message, UnreadableReason, log)
                    ? (1, null) : (0, new InvalidDataException(UnreadableReason));
            }
            var to = envelope.To;
            NumberedMessage[] together = [new(envelope, message.Sequence), .. StatelessNotifications
                .ReadWhilePossible(messages.Skip(1)).TakeWhile(each => each.Envelope.To == to)];
            var steps = await processing.Worker.HandleAsync(together, _services.Time.GetUtcNow(), cancellation);
            _stateless.Remember(steps[^1].State);
            foreach (var (each, step) in together.Zip(steps))
            {
                TraceLog.Write(log, each.Envelope, step);
                _services.Metrics.Count(each.Envelope, step);
            }
            return (steps.Count, null);
        }
        // One failure must not affect the other groups of the batch, so nothing in this block throws.
        catch (Exception failure)
        {
            log.LogError(failure, "{group}: attempt {attempt} failed: {failure}",
                envelope?.To.Key ?? message.Group, message.Attempt, failure.Message);
            if (envelope is not null && message.Attempt >= 2)
                await KeepOutboxAsync(envelope, message, failure, processing, log);
            return !GroupRetry.IsTemporary(failure) && message.Attempt >= AttemptsBeforeDeadLetter
                && await TryMoveToDeadLettersAsync(message, failure, log) ? (1, null) : (0, failure);
        }
    }

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

    private Processing Compose(AlertingServices.Runtime runtime)
    {
        var rules = new GroupRules(runtime.Config)
            { DigestGrace = TickFunction.DigestGrace, GatherTime = TickFunction.GatherTime };
        var store = _backend.Store(readsFiring: rules.Inhibit.Count > 0, readsOnCall: rules.HasSchedules);
        return new Processing(new GroupWorker(
                new GroupReducer(rules), store, _backend.Mailbox, _backend.Outlet, _backend.Timelines,
                _backend.DeliveriesQueue.Length > 0 ? _backend.WakeUps : null),
            new StatelessPages(runtime.Config), store);
    }

    private sealed record Processing(GroupWorker Worker, StatelessPages Pages, IGroupStore Store);
}
