namespace Alerting.Reliability.Aws.Queues;

/// <summary>At least once and in no order: some messages are handed out twice, and none waits for an earlier one.</summary>
/// <remarks>https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/standard-queues-at-least-once-delivery.html</remarks>
/// <param name="isTwice">Whether this receive leaves the message visible for another.</param>
internal sealed class StandardQueue(string name, QueueSettings settings, Queue? deadLetters, TimeProvider time,
    Random random, Func<bool> isTwice) : Queue(name, settings, deadLetters, time)
{
    private readonly Dictionary<string, QueuedMessage> _messages = new(StringComparer.Ordinal);

    protected override IEnumerable<QueuedMessage> Messages => _messages.Values;

    protected override void Add(QueuedMessage message) => _messages[message.Id] = message;

    protected override IReadOnlyList<QueuedMessage> Receivable(int most)
    {
        var visible = _messages.Values.Where(message => message.VisibleAt <= Now).ToArray();
        random.Shuffle(visible);
        var received = visible.Take(most).ToArray();
        // A copy with the same id, visible at once. Deleting one leaves the other.
        foreach (var message in received)
        {
            if (!message.IsCopy && isTwice())
                _messages[$"{message.Id} again"] = message.Copy();
        }
        return received;
    }

    protected override QueuedMessage? Find(string handle) =>
        Messages.FirstOrDefault(message => message.Handle == handle);

    protected override void Remove(QueuedMessage message) =>
        _messages.Remove(message.IsCopy ? $"{message.Id} again" : message.Id);
}
