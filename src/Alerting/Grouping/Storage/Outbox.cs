using System.Text.Json.Serialization;
using Alerting.Notifications;

namespace Alerting.Grouping.Storage;

/// <summary>
/// Notifications and messages to send. Saved with the state, then sent, then cleared: a crash in between loses nothing,
/// and ids make sending twice harmless.
/// </summary>
public sealed record Outbox
{
    public static Outbox Empty { get; } = new();

    /// <summary>One batch per content with all its receivers, to store the alerts only once.</summary>
    [JsonPropertyName("tellings")]
    public IReadOnlyList<NotificationBatch> Batches { get; init; } = [];

    [JsonPropertyName("messages")]
    public IReadOnlyList<GroupEnvelope> Messages { get; init; } = [];

    /// <summary>
    /// The ordered queue's number of the message that filled it: once a later message arrives, the outbox was sent.
    /// Null if there is no such number or sending failed; it is then cleared after sending.
    /// </summary>
    [JsonPropertyName("filledBy")]
    public UInt128? FilledBy { get; init; }

    [JsonIgnore]
    public bool IsEmpty => Batches.Count == 0 && Messages.Count == 0;

    [JsonIgnore]
    public IEnumerable<Notification> Notifications => Batches.SelectMany(batch => batch.Notifications);
}

/// <summary>A notification without a receiver, and its recipients.</summary>
public sealed record NotificationBatch(
    [property: JsonPropertyName("content")] Notification Content,
    [property: JsonPropertyName("to")] IReadOnlyList<Recipient> To)
{
    [JsonIgnore]
    public IEnumerable<Notification> Notifications =>
        To.Select(recipient => Content with { Id = recipient.Id, Receiver = recipient.Receiver });
}

public sealed record Recipient(
    [property: JsonPropertyName("receiver")] string Receiver,
    [property: JsonPropertyName("id")] string Id);
