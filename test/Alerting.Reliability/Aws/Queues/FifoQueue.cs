namespace Alerting.Reliability.Aws.Queues;

/// <summary>
/// FIFO with high throughput: messages of a group come in order and none while one of them is hidden; messages with the
/// same deduplication id within five minutes are one.
/// </summary>
/// <remarks>https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/FIFO-queues-understanding-logic.html</remarks>
internal sealed class FifoQueue(string name, QueueSettings settings, Queue? deadLetters, TimeProvider time)
    : Queue(name, settings, deadLetters, time)
{
    private static readonly TimeSpan Deduplication = TimeSpan.FromMinutes(5);

    private readonly Dictionary<string, List<QueuedMessage>> _groups = new(StringComparer.Ordinal);
    private readonly Dictionary<(string?, string?), QueuedMessage> _ids = [];

    protected override IEnumerable<QueuedMessage> Messages => _groups.Values.SelectMany(group => group);

    protected override QueuedMessage? Duplicated(OutgoingMessage message) =>
        _ids.TryGetValue((message.Group, message.Deduplication), out var before)
        && Now - before.SentAt < Deduplication ? before : null;

    protected override void Add(QueuedMessage message)
    {
        var group = message.Content.Group
            ?? throw new AwsErrorException("MissingParameter", "The request must contain the parameter MessageGroupId.");
        if (message.Content.Deduplication is null)
        {
            throw new AwsErrorException("InvalidParameterValue",
                "The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided");
        }
        _ids[(group, message.Content.Deduplication)] = message;
        if (!_groups.TryGetValue(group, out var messages))
            _groups[group] = messages = [];
        messages.Add(message);
    }

    /// <summary>As many of one group as fit, then of others. The group that waited longest comes first.</summary>
    protected override IReadOnlyList<QueuedMessage> Receivable(int most)
    {
        var free = _groups.Values.Where(group => group.TrueForAll(message => message.VisibleAt <= Now))
            .OrderBy(group => group[0].VisibleAt);
        return [.. free.SelectMany(group => group).Take(most)];
    }

    protected override QueuedMessage? Find(string handle) =>
        Messages.FirstOrDefault(message => message.Handle == handle);

    protected override void Remove(QueuedMessage message)
    {
        var group = _groups[message.Content.Group!];
        group.Remove(message);
        if (group.Count == 0)
            _groups.Remove(message.Content.Group!);
    }
}
