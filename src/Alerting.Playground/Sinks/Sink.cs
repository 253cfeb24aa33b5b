using System.Text.Json;

namespace Alerting.Playground.Sinks;

/// <summary>
/// A service as its documentation describes it: what it refuses, how long a message may be, and what it answers. The
/// numbers stand here a second time on purpose: a channel that forgot its limits would be found out.
/// </summary>
/// <param name="channel">The receiver kind it stands for.</param>
public abstract class Sink(string channel)
{
    private int _count;

    public string Channel { get; } = channel;

    /// <summary>What the service dislikes, in its own words; null when it takes the message.</summary>
    public abstract string? Problem(SinkRequest request, JsonElement body);

    /// <summary>How long it is, in what the service counts.</summary>
    public abstract MessageSize Measure(SinkRequest request, JsonElement body);

    /// <summary>The answer of a service that is content, and where the message now stands.</summary>
    public abstract (SinkReply Reply, Placement Placement) Take(SinkRequest request, JsonElement body);

    /// <summary>The answer of one that is not.</summary>
    public virtual SinkReply Refuse(string problem) => new(400, problem, "text/plain");

    protected int NextNumber() => Interlocked.Increment(ref _count);

    /// <summary>A message of its own, which can neither be edited nor answered.</summary>
    protected (SinkReply, Placement) Plain(int status, string answer, string type = "application/json") =>
        (new SinkReply(status, answer, type), new Placement($"{Channel}-{NextNumber()}"));
}

/// <summary>Where a message stands with the service.</summary>
/// <param name="EditOf">The message it takes the place of.</param>
/// <param name="ReplyTo">The message it stands under.</param>
public sealed record Placement(string MessageId, string? EditOf = null, string? ReplyTo = null);

/// <summary>A message's length and the most there may be.</summary>
public sealed record MessageSize(int Value, int Limit, string Unit, string? Note = null);

/// <summary>What a service answers.</summary>
public sealed record SinkReply(int Status, string Body, string ContentType = "application/json")
{
    public int? RetryAfterSeconds { get; init; }
}
