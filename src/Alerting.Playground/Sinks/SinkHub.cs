using System.Text;
using Alerting.Fakes;

namespace Alerting.Playground.Sinks;

/// <summary>
/// All simulated services: passes what the real senders send over loopback to the fake services, with their faults, and
/// publishes the accepted messages.
/// </summary>
internal sealed class SinkHub
{
    private static readonly FakeServices Web = new();

    private readonly SnsService _sns;

    public SinkHub() => _sns = new SnsService(Faults);

    /// <summary>Raised for each accepted message, on any thread.</summary>
    public event Action<SinkMessage>? MessageReceived;

    public static IReadOnlyList<string> Channels { get; } =
        ["sms", "sns", "email", .. Web.All.Select(service => service.Name)];

    public Faults Faults { get; } = new();

    public void Take(SinkMessage message) => MessageReceived?.Invoke(message);

    public static MessageSize Measure(string channel, byte[] body) =>
        Web.Find(channel)?.Measure(new RecordedRequest("POST", "/", new Dictionary<string, string>(), body))
        ?? new MessageSize(body.Length, int.MaxValue, "bytes");

    /// <summary>The reply of the service; null if the channel is unknown.</summary>
    public async Task<HttpReply?> AnswerAsync(string channel, RecordedRequest request, CancellationToken cancellation)
    {
        if (Web.Find(channel) is not { } service)
            return null;
        if (await Faults.ReplyAsync(channel, cancellation) is { } fault)
            return fault;
        var (reply, accepted) = service.Receive(request);
        if (accepted is not null)
        {
            Take(new SinkMessage(request.Header("X-Request-Id") ?? "", channel, accepted.Placement, accepted.Size,
                request.BodyBytes));
        }
        return reply;
    }

    /// <param name="deliveryOf">The delivery of an address and a text: SNS requests have no delivery id.</param>
    public async Task<HttpReply> AnswerSnsAsync(
        RecordedRequest request, Func<string, string, string> deliveryOf, CancellationToken cancellation)
    {
        var (reply, accepted) = await _sns.ReceiveAsync(SnsXml.Form(request.Body), cancellation);
        if (accepted is not null)
        {
            Take(new SinkMessage(deliveryOf(accepted.Target, accepted.Message), accepted.Kind, accepted.Placement,
                accepted.Size, Encoding.UTF8.GetBytes(accepted.Body))
            { Subject = accepted.Subject });
        }
        return reply;
    }
}
