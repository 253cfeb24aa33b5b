using System.Text.Json.Serialization;
using Alerting.Alerts;

namespace Alerting.Notifications;

/// <summary>Which messages of a page an update is about, and what it adds to them.</summary>
public sealed record BesideNote
{
    /// <summary>The kind of the page.</summary>
    [JsonPropertyName("page")]
    public NotificationKind Page { get; init; }

    [JsonPropertyName("sent")]
    public required IReadOnlyList<SentMessage> Sent { get; init; }

    /// <summary>Gathered when the update is sent, so no queue has it.</summary>
    [JsonIgnore]
    public BesideContent Content { get; init; } = BesideContent.Empty;

    /// <summary>Whether the page's message is edited; otherwise a second one follows it.</summary>
    [JsonIgnore]
    public bool IsEdit { get; init; }
}

/// <summary>A message that a page was sent as.</summary>
/// <param name="Delivery">The id of its delivery.</param>
/// <param name="Message">The service's reference; null where messages have none.</param>
/// <param name="Place">Where an edit needs more than the reference.</param>
public sealed record SentMessage(
    [property: JsonPropertyName("delivery")] string Delivery,
    [property: JsonPropertyName("message")] string? Message,
    [property: JsonPropertyName("place")] string? Place);

/// <summary>What comes beside a page, as text without markup.</summary>
public sealed record BesideContent
{
    public static BesideContent Empty { get; } = new();

    /// <summary><c>4 min before</c>: <c>orders-api v1.42 deployed (pipeline shop, ann)</c>.</summary>
    public IReadOnlyList<Fact> Facts { get; init; } = [];

    /// <summary>Ours, so they are not redacted: a signature would not survive that.</summary>
    public IReadOnlyList<Link> Links { get; init; } = [];

    /// <summary>The incidents of other alarms.</summary>
    public IReadOnlyList<RelatedIncident> Incidents { get; init; } = [];

    /// <summary>The graph as a picture; null for none.</summary>
    public BesideImage? Image { get; init; }

    public bool IsEmpty => Facts.Count == 0 && Links.Count == 0 && Incidents.Count == 0 && Image is null;

    public static BesideContent Of(IReadOnlyList<BesideContent> parts) => new()
    {
        Facts = [.. parts.SelectMany(part => part.Facts)],
        Links = [.. parts.SelectMany(part => part.Links)],
        Incidents = [.. parts.SelectMany(part => part.Incidents)],
        Image = parts.Select(part => part.Image).FirstOrDefault(image => image is not null),
    };
}

/// <param name="Text">Its title.</param>
public sealed record RelatedIncident(string IncidentId, string Text);

/// <summary>A PNG.</summary>
/// <param name="Text">What it shows, for those who cannot see it.</param>
public sealed record BesideImage(ReadOnlyMemory<byte> Png, string Text);
