namespace Alerting.Reliability.Aws.Queues;

/// <summary>What template.yaml sets on a queue.</summary>
internal sealed record QueueSettings(TimeSpan Visibility, int MaxReceives = int.MaxValue, bool IsFifo = false);

/// <summary>
/// A queue of SQS. A received message is hidden until its visibility timeout ends; after too many receives it becomes
/// a dead letter.
/// </summary>
internal abstract class Queue(string name, QueueSettings settings, Queue? deadLetters, TimeProvider time)
{
    private readonly Lock _gate = new();
    private long _count;

    public string Name => name;

    public QueueSettings Settings => settings;

    /// <summary>How many messages are in the queue, hidden ones included.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
                return Messages.Count();
        }
    }

    /// <summary>The messages that nobody deleted.</summary>
    public IReadOnlyList<QueuedMessage> Snapshot()
    {
        lock (_gate)
            return [.. Messages];
    }

    protected abstract IEnumerable<QueuedMessage> Messages { get; }

    protected DateTimeOffset Now => time.GetUtcNow();

    /// <summary>The message, or the one that it duplicates.</summary>
    public QueuedMessage Send(OutgoingMessage message)
    {
        lock (_gate)
        {
            if (Duplicated(message) is { } before)
                return before;
            var sent = new QueuedMessage(message, Guid.NewGuid().ToString(), ++_count)
                { SentAt = Now, VisibleAt = Now + message.Delay };
            Add(sent);
            return sent;
        }
    }

    public IReadOnlyList<Receipt> Receive(int most)
    {
        lock (_gate)
        {
            var received = new List<Receipt>();
            foreach (var message in Receivable(most))
            {
                if (message.Receives >= settings.MaxReceives && deadLetters is not null)
                {
                    Remove(message);
                    deadLetters.Send(message.Content);
                    continue;
                }
                message.Receives++;
                message.VisibleAt = Now + settings.Visibility;
                message.Handle = Guid.NewGuid().ToString();
                received.Add(new Receipt(message, message.Handle, message.Receives));
            }
            return received;
        }
    }

    /// <summary>False when the message was deleted before, or received again since.</summary>
    public bool Delete(string handle)
    {
        lock (_gate)
        {
            if (Find(handle) is not { } message)
                return false;
            Remove(message);
            return true;
        }
    }

    public bool ChangeVisibility(string handle, TimeSpan wait)
    {
        lock (_gate)
        {
            if (Find(handle) is not { } message || message.VisibleAt <= Now)
                return false;
            message.VisibleAt = Now + wait;
            return true;
        }
    }

    protected virtual QueuedMessage? Duplicated(OutgoingMessage message) => null;

    protected abstract void Add(QueuedMessage message);

    protected abstract IReadOnlyList<QueuedMessage> Receivable(int most);

    protected abstract QueuedMessage? Find(string handle);

    protected abstract void Remove(QueuedMessage message);
}

/// <summary>A message as it was sent.</summary>
internal sealed record OutgoingMessage(string Body, string? Group, string? Deduplication, TimeSpan Delay)
{
    /// <summary>By name; only strings.</summary>
    public IReadOnlyDictionary<string, string> Attributes { get; init; } = new Dictionary<string, string>();
}

internal sealed class QueuedMessage(OutgoingMessage content, string id, long sequence)
{
    public OutgoingMessage Content => content;

    public string Id => id;

    public long Sequence => sequence;

    public DateTimeOffset SentAt { get; init; }

    public DateTimeOffset VisibleAt { get; set; }

    public int Receives { get; set; }

    /// <summary>Of the last receive; earlier ones are no longer valid.</summary>
    public string Handle { get; set; } = "";

    /// <summary>The queue hands it out although the original was handed out, too.</summary>
    public bool IsCopy { get; private init; }

    public QueuedMessage Copy() =>
        new(content, id, sequence) { SentAt = SentAt, VisibleAt = VisibleAt, Receives = Receives, IsCopy = true };
}

/// <summary>One receive of a message.</summary>
internal sealed record Receipt(QueuedMessage Message, string Handle, int Receives);
