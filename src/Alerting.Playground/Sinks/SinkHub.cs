using System.Collections.Concurrent;
using System.Text.Json;

namespace Alerting.Playground.Sinks;

/// <summary>
/// All simulated services: receives what the real senders send over loopback, checks the limits, applies faults, and
/// publishes the accepted messages.
/// </summary>
public sealed class SinkHub
{
    /// <summary><c>Retry-After</c> of the fault 429.</summary>
    public const int BusySeconds = 30;

    /// <summary>Longer than the senders' timeout.</summary>
    public static readonly TimeSpan SlowAnswer = TimeSpan.FromSeconds(30);

    private static readonly Sink[] Web =
    [
        new SlackSink(), new TeamsSink(), new DiscordSink(), new GoogleChatSink(), new TelegramSink(), new MattermostSink(),
        new PagerDutySink(), new OpsgenieSink(), new NtfySink(), new WebhookSink(),
    ];

    private readonly ConcurrentDictionary<string, SinkFault> _faults = new(StringComparer.Ordinal);

    /// <summary>Raised for each accepted message, on any thread.</summary>
    public event Action<SinkMessage>? MessageReceived;

    public static IReadOnlyList<string> Channels { get; } = ["sms", "sns", "email", .. Web.Select(sink => sink.Channel)];

    public IReadOnlyDictionary<string, SinkFault> Faults => _faults;

    public SinkFault FaultOf(string channel) => _faults.GetValueOrDefault(channel);

    public void Set(string channel, SinkFault fault) => _faults[channel] = fault;

    public void ClearFaults() => _faults.Clear();

    public void Take(SinkMessage message) => MessageReceived?.Invoke(message);

    public static MessageSize Measure(string channel, ReadOnlyMemory<byte> body)
    {
        using var document = Parse(body);
        return document is null || Array.Find(Web, sink => sink.Channel == channel) is not { } sink
            ? new MessageSize(body.Length, int.MaxValue, "bytes")
            : sink.Measure(new SinkRequest("POST", "/", "", new Dictionary<string, Microsoft.Extensions.Primitives.StringValues>(), body), document.RootElement);
    }

    /// <summary>The reply of the service; null if the channel is unknown.</summary>
    public async Task<SinkReply?> AnswerAsync(string channel, SinkRequest request, CancellationToken cancellation)
    {
        if (Array.Find(Web, sink => sink.Channel == channel) is not { } sink)
            return null;
        if (await FaultReplyAsync(channel, cancellation) is { } fault)
            return fault;
        using var document = Parse(request.Body);
        if (document is null)
            return sink.Refuse("invalid_payload");
        if (sink.Problem(request, document.RootElement) is { } problem)
            return sink.Refuse(problem);
        var (reply, placement) = sink.Take(request, document.RootElement);
        Take(new SinkMessage(request.DeliveryId, channel, placement, sink.Measure(request, document.RootElement), request.Body));
        return reply;
    }

    private async Task<SinkReply?> FaultReplyAsync(string channel, CancellationToken cancellation)
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

/// <summary>A message that a service accepted.</summary>
/// <param name="DeliveryId">Empty if unknown.</param>
public sealed record SinkMessage(
    string DeliveryId, string Channel, Placement Placement, MessageSize Size, ReadOnlyMemory<byte> Body)
{
    /// <summary>Of an e-mail.</summary>
    public string? Html { get; init; }

    public string? Subject { get; init; }
}
