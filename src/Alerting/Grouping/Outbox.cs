using System.Text.Json.Serialization;
using Alerting.Notifications;

namespace Alerting.Grouping;

/// <summary>
/// What was decided to be sent. It is saved with the state, sent, and then cleared, so that a crash between any two of these
/// loses nothing; ids make a second sending harmless.
/// </summary>
public sealed record Outbox
{
    public static Outbox Empty { get; } = new();

    /// <summary>One for each text, with all who are told it: alerts are stored once and not once for each receiver.</summary>
    [JsonPropertyName("tellings")]
    public IReadOnlyList<NotificationBatch> Batches { get; init; } = [];

    [JsonPropertyName("messages")]
    public IReadOnlyList<GroupEnvelope> Messages { get; init; } = [];

    /// <summary>
    /// The number of the message that filled it, where messages come by a queue that keeps order: when a later one comes, the
    /// outbox was handed on. Null when it is cleared as soon as it is: where there is no such number, or handing on fails.
    /// </summary>
    [JsonPropertyName("filledBy")]
    public UInt128? FilledBy { get; init; }

    [JsonIgnore]
    public bool IsEmpty => Batches.Count == 0 && Messages.Count == 0;

    [JsonIgnore]
    public IEnumerable<Notification> Notifications => Batches.SelectMany(batch => batch.Notifications);
}

/// <summary>A notification without addressee, and those it goes to.</summary>
public sealed record NotificationBatch(
    [property: JsonPropertyName("content")] Notification Content,
    [property: JsonPropertyName("to")] IReadOnlyList<Recipient> To)
{
    [JsonIgnore]
    public IEnumerable<Notification> Notifications =>
        To.Select(recipient => Content with { Id = recipient.Id, Receiver = recipient.Receiver });
}

/// <summary>A receiver, and the id of its notification.</summary>
public sealed record Recipient(
    [property: JsonPropertyName("receiver")] string Receiver,
    [property: JsonPropertyName("id")] string Id);
