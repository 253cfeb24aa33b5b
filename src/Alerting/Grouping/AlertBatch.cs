using System.Text.Json.Serialization;

namespace Alerting.Grouping;

/// <summary>
/// What one event says about several alerts of a group: <see cref="AlertArrived"/> and <see cref="AlertMoved"/>. The
/// group applies all of it in one step, so they are notified together.
/// </summary>
public sealed record AlertBatch : GroupMessage
{
    [JsonConstructor]
    public AlertBatch(IReadOnlyList<GroupMessage> messages) => (Messages, Version) = (messages, 2);

    [JsonPropertyName("messages")]
    public IReadOnlyList<GroupMessage> Messages { get; init; }

    [JsonIgnore]
    public override IReadOnlyList<GroupMessage> Parts => Messages;

    /// <summary>
    /// One message about alerts for each group, in the order in which the groups are first named.
    /// </summary>
    public static IReadOnlyList<GroupEnvelope> Combine(IReadOnlyList<GroupEnvelope> envelopes) =>
    [
        // Other messages stay on their own, each under its own number.
        .. envelopes
            .Select((envelope, at) => (Envelope: envelope, Alone: IsOfAlerts(envelope.Message) ? -1 : at))
            .GroupBy(each => (each.Envelope.To, each.Alone), each => each.Envelope.Message)
            .Select(same => new GroupEnvelope(same.Key.To, Of([.. same.SelectMany(message => message.Parts)]))),
    ];

    private static bool IsOfAlerts(GroupMessage message) => message is AlertArrived or AlertMoved or AlertBatch;

    public static GroupMessage Of(IReadOnlyList<GroupMessage> messages) =>
        messages.Count == 1 ? messages[0] : new AlertBatch(InOrder(messages));

    /// <summary>
    /// Firing before resolved, so that an incident that goes on does not end in between, and the most severe first. An
    /// alert that is named twice keeps its order.
    /// </summary>
    private static GroupMessage[] InOrder(IReadOnlyList<GroupMessage> messages)
    {
        var repeated = messages.Select(FingerprintOf).GroupBy(fingerprint => fingerprint)
            .Where(same => same.Count() > 1).Select(same => same.Key).ToHashSet();
        return [.. messages.OrderByDescending(message =>
            message is AlertArrived { Alert: { IsFiring: true } alert } && !repeated.Contains(alert.Fingerprint)
                ? (int)alert.Severity : -1)];
    }

    private static string? FingerprintOf(GroupMessage message) => message switch
    {
        AlertArrived arrived => arrived.Alert.Fingerprint,
        AlertMoved moved => moved.Alert.Fingerprint,
        _ => null,
    };
}
