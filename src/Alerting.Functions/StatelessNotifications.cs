using System.Collections.Concurrent;
using System.Numerics;
using Alerting.Aws.Queues;
using Alerting.Aws.State;
using Alerting.Grouping;
using Alerting.Grouping.Storage;
using Alerting.Notifications;
using Alerting.Silencing;
using Amazon.Lambda.Core;

namespace Alerting.Functions;

/// <summary>
/// Sends the pages of messages that failed without their group's state. The messages are still retried, which updates
/// the state.
/// </summary>
internal sealed class StatelessNotifications(INotificationOutlet outlet, TimeProvider time)
{
    private const int MaxRemembered = 10_000;

    /// <summary>Ids of the notifications sent. Their messages come again and again until the state is back.</summary>
    private readonly ConcurrentDictionary<string, bool> _sent = new();

    /// <summary>By the groups' keys.</summary>
    private readonly ConcurrentDictionary<string, string> _incidents = new(StringComparer.Ordinal);

    /// <summary>Null when it is unreadable.</summary>
    public static GroupEnvelope? Read(QueuedMessage message) =>
        MessageBody.ReadEnvelope(message.Body) is not { } envelope ? null : envelope with
        {
            Message = envelope.Message with { IsRetried = message.Attempt > 1, QueuedAt = message.QueuedAt },
        };

    /// <summary>Up to the first that is unreadable or of a newer deployment.</summary>
    public static IEnumerable<NumberedMessage> ReadWhilePossible(IEnumerable<QueuedMessage> messages)
    {
        foreach (var message in messages)
        {
            if (TryRead(message) is not { } envelope)
                yield break;
            yield return new NumberedMessage(envelope, message.Sequence);
        }
    }

    /// <summary>Keeps the group's open incident, which its next page joins if the state cannot be read then.</summary>
    public void Remember(GroupState state)
    {
        if (state.IncidentId is not { } incident)
            _incidents.TryRemove(state.Key, out _);
        else if (_incidents.Count <= MaxRemembered || _incidents.ContainsKey(state.Key))
            _incidents[state.Key] = incident;
    }

    /// <summary>Never throws.</summary>
    /// <param name="messages">Of one group, in order.</param>
    public async Task SendAsync(IReadOnlyList<QueuedMessage> messages, string cause, StatelessPages pages,
        IGroupStore store, ILambdaLogger log)
    {
        try
        {
            var notifications = await OfAsync(messages, cause, pages, store);
            if (notifications.Count == 0)
                return;
            await outlet.SendAsync(notifications, CancellationToken.None);
            if (_sent.Count > MaxRemembered)
                _sent.Clear();
            foreach (var notification in notifications)
                _sent[notification.Id] = true;
            log.LogWarning("{group}: notified without the group's state: {cause}",
                notifications[0].GroupKey, cause);
        }
        catch (Exception failure)
        {
            log.LogError(failure, "{group}: could not notify without the group's state either: {failure}",
                messages[0].Group, failure.Message);
        }
    }

    private async Task<List<Notification>> OfAsync(
        IReadOnlyList<QueuedMessage> messages, string cause, StatelessPages pages, IGroupStore store)
    {
        var readable = messages.Select(message => (message.Attempt, Envelope: TryRead(message)))
            .Where(each => each.Envelope is not null).ToArray();
        GroupEnvelope[] envelopes = [.. readable.Select(each => each.Envelope!)];
        if (!StatelessPages.Any(envelopes))
            return [];
        var now = time.GetUtcNow();
        var (known, mutes) = await TryLoadAsync(envelopes[0].To.Key, store, now);
        // On an earlier attempt another process has probably sent them. In case it could not, try again now and then.
        var incident = _incidents.GetValueOrDefault(envelopes[0].To.Key);
        return [.. pages.Of(known, mutes, envelopes, now, cause, incident).Zip(readable)
            .Where(each => SendsAgain(each.Second.Attempt))
            .SelectMany(each => each.First).Where(page => !_sent.ContainsKey(page.Id))];
    }

    /// <summary>
    /// On the attempts 1, 4, 16, 64 and so on: at once, after 5 s, 1.5 min and 8 min. Every time may be a second message.
    /// </summary>
    private static bool SendsAgain(int attempt) =>
        BitOperations.IsPow2(attempt) && BitOperations.Log2((uint)attempt) % 2 == 0;

    /// <summary>Null also for a message of a newer deployment.</summary>
    private static GroupEnvelope? TryRead(QueuedMessage message)
    {
        try
        {
            return Read(message);
        }
        catch (NewerMessageException)
        {
            return null;
        }
    }

    /// <summary>The group as far as it can be read: often the table only refuses writes.</summary>
    private static async Task<(GroupState? Known, MuteContext Mutes)> TryLoadAsync(
        string key, IGroupStore store, DateTimeOffset now)
    {
        try
        {
            var mutes = await store.LoadMuteContextAsync(now, CancellationToken.None);
            return ((await store.LoadAsync(key, CancellationToken.None))?.State, mutes);
        }
        catch (Exception failure) when (failure is TableUnavailableException or NewerStateException)
        {
            return (null, MuteContext.Empty);
        }
    }
}
