using System.Collections.Concurrent;

namespace Alerting.Reliability.Channels;

/// <summary>What the channels accepted, in the order in which they did.</summary>
internal sealed class Inbox(TimeProvider time)
{
    private readonly ConcurrentQueue<Arrival> _arrivals = new();
    private readonly ConcurrentQueue<string> _refused = new();
    private long _began = time.GetTimestamp();

    public IReadOnlyList<Arrival> Arrivals => [.. _arrivals];

    /// <summary>Messages that a working channel refused as malformed.</summary>
    public IReadOnlyCollection<string> Refused => _refused;

    public TimeSpan Now => time.GetElapsedTime(_began);

    /// <summary>Counts the time from here.</summary>
    public void Begin() => _began = time.GetTimestamp();

    public void Accept(string target, string body) => _arrivals.Enqueue(new Arrival(target, body, Now));

    public void Refuse(string target, string problem) => _refused.Enqueue($"{target}: {problem}");
}

/// <param name="Target">One place where people look: a phone, a mailbox, a chat, a pager.</param>
/// <param name="At">Since the run began.</param>
internal sealed record Arrival(string Target, string Body, TimeSpan At);
