using System.Text.Json;

namespace Alerting.Playground.Sinks;

/// <summary>
/// A simulated service, after its documentation: limits, errors and replies. It repeats the limits of the channels on
/// purpose, so that a channel that exceeds them is noticed.
/// </summary>
public abstract class Sink(string channel)
{
    private int _count;

    public string Channel { get; } = channel;

    /// <summary>The error of the service, or null if it accepts the message.</summary>
    public abstract string? Problem(SinkRequest request, JsonElement body);

    /// <summary>The size in the unit of the service.</summary>
    public abstract MessageSize Measure(SinkRequest request, JsonElement body);

    public abstract (SinkReply Reply, Placement Placement) Take(SinkRequest request, JsonElement body);

    public virtual SinkReply Refuse(string problem) => new(400, problem, "text/plain");

    protected int NextNumber() => Interlocked.Increment(ref _count);

    /// <summary>For a message that cannot be edited or replied to.</summary>
    protected (SinkReply, Placement) Plain(int status, string answer, string type = "application/json") =>
        (new SinkReply(status, answer, type), new Placement($"{Channel}-{NextNumber()}"));
}

/// <param name="EditOf">The message it replaces.</param>
/// <param name="ReplyTo">The parent in its thread.</param>
public sealed record Placement(string MessageId, string? EditOf = null, string? ReplyTo = null);

public sealed record MessageSize(int Value, int Limit, string Unit, string? Note = null);

public sealed record SinkReply(int Status, string Body, string ContentType = "application/json")
{
    public int? RetryAfterSeconds { get; init; }
}
