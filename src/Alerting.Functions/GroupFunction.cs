using System.Collections.Concurrent;
using Alerting.Aws;
using Alerting.Aws.Queues;
using Alerting.Aws.State;
using Alerting.Channels;
using Alerting.Grouping;
using Alerting.Notifications;
using Amazon.Lambda.Core;

namespace Alerting.Functions;

/// <summary>
/// Works off messages to groups: different groups side by side, those of one group in order. After a failure the later
/// messages of the same group fail too, so that they come again behind it.
/// </summary>
public sealed class GroupFunction
{
    /// <summary>What a fault of ours makes of a message does not change with the tries; these are for what only looks like one.</summary>
    private const int TriesOfFaults = 10;

    private readonly AlertingServices _services;
    private readonly AwsBackend _backend;
    private readonly SqsVisibility _visibility;

    /// <summary>Messages told without state by this process; they come again until the state is there, and are told once.</summary>
    private readonly ConcurrentDictionary<string, bool> _notifiedWithoutState = new();
    private readonly PerConfiguration<Work> _work;

    public GroupFunction(AlertingServices services)
    {
        _services = services;
        _backend = services.RequireBackend();
        _visibility = _backend.Visibility(_backend.GroupsQueue);
        _work = new PerConfiguration<Work>(Compose);
    }

    public async Task<Stream> HandleAsync(Stream input, ILambdaContext context)
    {
        using var limit = TimeLimit.Of(context);
        var messages = await SqsBatch.ReadAsync(input);
        var work = _work.Of(await _services.RuntimeAsync(limit.Token));
        var failed = await Task.WhenAll(messages.GroupBy(message => message.Group)
            .Select(group => WorkOffAsync([.. group], work, context.Logger, limit.Token)));
        return SqsBatch.Answer(failed.SelectMany(each => each));
    }

    /// <summary>Gives back what has to come again: the first that failed, and all after it.</summary>
    private async Task<IReadOnlyList<QueuedMessage>> WorkOffAsync(
        IReadOnlyList<QueuedMessage> messages, Work work, ILambdaLogger log, CancellationToken cancellation)
    {
        for (var i = 0; i < messages.Count; i++)
        {
            if (await TryWorkOffAsync(messages[i], work, log, cancellation))
                continue;
            QueuedMessage[] again = [.. messages.Skip(i)];
            var wait = RetryDecision.Backoff(messages[i].Attempt, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(2));
            // All of them: SQS hands out none of a group while one of it is hidden.
            await Task.WhenAll(again.Select(message => _visibility.ReturnAfterAsync(message.ReceiptHandle, wait, CancellationToken.None)));
            return again;
        }
        return [];
    }

    private async Task<bool> TryWorkOffAsync(QueuedMessage message, Work work, ILambdaLogger log, CancellationToken cancellation)
    {
        GroupEnvelope? envelope = null;
        try
        {
            envelope = MessageBody.ReadEnvelope(message.Body);
            if (envelope is null)
                return await SetAsideAsync(message, "this message to a group cannot be read", log);
            var step = await work.Worker.HandleAsync(envelope, message.Sequence, _services.Time.GetUtcNow(), cancellation);
            TraceLog.Write(log, envelope, step, work.Redaction);
            return true;
        }
        // Whatever it is, the other groups of the batch have nothing to do with it; so nothing in here throws.
        catch (Exception failure)
        {
            log.LogError(failure, "{group}: {failure}; the message comes again after try {attempt}",
                work.Redaction.Apply(envelope?.To.Key ?? message.Group), failure.Message, message.Attempt);
            if (envelope is not null && message.Attempt >= 2)
            {
                await KeepOutboxAsync(envelope, message, failure, work, log);
                await NotifyWithoutStateAsync(envelope, message.Id, failure.Message, work, log);
            }
            return !Passes(failure) && message.Attempt >= TriesOfFaults && await TrySetAsideAsync(message, failure, log);
        }
    }

    /// <summary>Whether time mends it: the store or a queue is away, or another deployment's function has to take the message.</summary>
    private static bool Passes(Exception failure) => failure is TableUnavailableException or QueueUnavailableException
        or GroupBusyException or NewerMessageException or NewerStateException or OperationCanceledException;

    private async Task<bool> TrySetAsideAsync(QueuedMessage message, Exception failure, ILambdaLogger log)
    {
        try
        {
            return await SetAsideAsync(message, $"the group failed {message.Attempt} times: {failure.Message}", log);
        }
        catch (Exception away)
        {
            log.LogError(away, "{failure}; the message stays where it is", away.Message);
            return false;
        }
    }

    /// <summary>What cannot be worked off today cannot be tomorrow, and must not hold up its group.</summary>
    private async Task<bool> SetAsideAsync(QueuedMessage message, string reason, ILambdaLogger log)
    {
        log.LogError("A message to group {group} is set aside: {reason}", message.Group, reason);
        if (_backend.DeadLetters is not { } deadLetters)
            return false;
        await deadLetters.SendAsync(message.Body, reason, CancellationToken.None);
        return true;
    }

    /// <summary>What was decided and could not be handed on is not lost with the message, should that come no more.</summary>
    private static async Task KeepOutboxAsync(GroupEnvelope envelope, QueuedMessage message, Exception why, Work work, ILambdaLogger log)
    {
        if (why is TableUnavailableException || message.Sequence is not { } sequence)
            return;
        try
        {
            await work.Worker.KeepOutboxAsync(envelope.To.Key, sequence, CancellationToken.None);
        }
        catch (Exception failure)
        {
            log.LogError(failure, "{group}: its outbox may go with the message: {failure}", work.Redaction.Apply(envelope.To.Key), failure.Message);
        }
    }

    /// <summary>A page does not wait for the table. The message still comes again, so that the group learns of it.</summary>
    private async Task NotifyWithoutStateAsync(GroupEnvelope envelope, string messageId, string why, Work work, ILambdaLogger log)
    {
        try
        {
            var notifications = StatelessNotifications.Of(envelope, work.Reducer, _services.Time.GetUtcNow(), why);
            if (notifications.Count == 0 || _notifiedWithoutState.ContainsKey(messageId))
                return;
            await _backend.Outlet.SendAsync(notifications, CancellationToken.None);
            if (_notifiedWithoutState.Count > 10_000)
                _notifiedWithoutState.Clear();
            _notifiedWithoutState[messageId] = true;
            log.LogWarning("{group} is told without its state: {why}", work.Redaction.Apply(envelope.To.Key), why);
        }
        catch (Exception failure)
        {
            log.LogError(failure, "{group} cannot be told without its state either", work.Redaction.Apply(envelope.To.Key));
        }
    }

    private Work Compose(AlertingServices.Runtime runtime)
    {
        var rules = new GroupRules(runtime.Config) { DigestGrace = TickFunction.DigestGrace };
        var reducer = new GroupReducer(rules);
        var store = _backend.Store(readsFiring: rules.Inhibit.Count > 0);
        return new Work(reducer, new GroupWorker(reducer, store, _backend.Mailbox, _backend.Outlet), runtime.Redaction);
    }

    private sealed record Work(GroupReducer Reducer, GroupWorker Worker, Redaction Redaction);
}
