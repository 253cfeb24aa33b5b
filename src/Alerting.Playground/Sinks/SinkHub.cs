using System.Collections.Concurrent;
using System.Text.Json;

namespace Alerting.Playground.Sinks;

/// <summary>
/// Every service the playground stands in for: takes what the real senders send over loopback, keeps the service's limits,
/// misbehaves where it is told to, and tells of what people would now see.
/// </summary>
public sealed class SinkHub
{
    /// <summary>For how long a service that is too busy asks to be left alone.</summary>
    public const int BusySeconds = 30;

    /// <summary>Longer than senders here wait.</summary>
    public static readonly TimeSpan SlowAnswer = TimeSpan.FromSeconds(30);

    private static readonly Sink[] Web =
    [
        new SlackSink(), new TeamsSink(), new DiscordSink(), new GoogleChatSink(), new TelegramSink(), new MattermostSink(),
        new PagerDutySink(), new OpsgenieSink(), new NtfySink(), new WebhookSink(),
    ];

    private readonly ConcurrentDictionary<string, SinkFault> _faults = new(StringComparer.Ordinal);

    /// <summary>Called for each message a service took. From any thread.</summary>
    public event Action<Arrival>? Arrived;

    /// <summary>All channels, those with wires of their own first.</summary>
    public static IReadOnlyList<string> Channels { get; } = ["sms", "sns", "email", .. Web.Select(sink => sink.Channel)];

    public IReadOnlyDictionary<string, SinkFault> Faults => _faults;

    public SinkFault FaultOf(string channel) => _faults.GetValueOrDefault(channel);

    public void Set(string channel, SinkFault fault) => _faults[channel] = fault;

    public void Recover() => _faults.Clear();

    public void Take(Arrival arrival) => Arrived?.Invoke(arrival);

    /// <summary>How long a body is by its service's count.</summary>
    public static MessageSize Measure(string channel, ReadOnlyMemory<byte> body)
    {
        using var document = Parse(body);
        return document is null || Array.Find(Web, sink => sink.Channel == channel) is not { } sink
            ? new MessageSize(body.Length, int.MaxValue, "bytes")
            : sink.Measure(new SinkRequest("POST", "/", "", new Dictionary<string, Microsoft.Extensions.Primitives.StringValues>(), body), document.RootElement);
    }

    /// <summary>Answers as the channel's web service would; null when there is no such service.</summary>
    public async Task<SinkReply?> AnswerAsync(string channel, SinkRequest request, CancellationToken cancellation)
    {
        if (Array.Find(Web, sink => sink.Channel == channel) is not { } sink)
            return null;
        if (await MisbehaveAsync(channel, cancellation) is { } fault)
            return fault;
        using var document = Parse(request.Body);
        if (document is null)
            return sink.Refuse("invalid_payload");
        if (sink.Problem(request, document.RootElement) is { } problem)
            return sink.Refuse(problem);
        var (reply, placement) = sink.Take(request, document.RootElement);
        Take(new Arrival(request.DeliveryId, channel, placement, sink.Measure(request, document.RootElement), request.Body));
        return reply;
    }

    private async Task<SinkReply?> MisbehaveAsync(string channel, CancellationToken cancellation)
    {
        switch (FaultOf(channel))
        {
            case SinkFault.RateLimited:
                return new SinkReply(429, $$"""{"message":"rate_limited","retry_after":{{BusySeconds}}}""") { RetryAfterSeconds = BusySeconds };
            case SinkFault.Broken:
                return new SinkReply(500, "internal_error", "text/plain");
            case SinkFault.Refusing:
                return new SinkReply(404, "no_service", "text/plain");
            case SinkFault.Slow:
                await Task.Delay(SlowAnswer, TimeProvider.System, cancellation);
                return null;
            default:
                return null;
        }
    }

    private static JsonDocument? Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            return JsonDocument.Parse(body);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>A message that a service took.</summary>
/// <param name="DeliveryId">The delivery that brought it; empty when it is no delivery of ours.</param>
/// <param name="Body">As it came over the wire.</param>
public sealed record Arrival(
    string DeliveryId, string Channel, Placement Placement, MessageSize Size, ReadOnlyMemory<byte> Body)
{
    /// <summary>The e-mail's HTML, where it is one.</summary>
    public string? Html { get; init; }

    public string? Subject { get; init; }
}
