using System.Text.Json;

using Alerting.Alerts;

namespace Alerting.Sources;

/// <summary>One message from a monitoring system, unwrapped from its transport.</summary>
public sealed record EventMessage
{
    /// <summary>The body as text; for SNS the <c>Message</c>, which is often JSON in a string.</summary>
    public required string Text { get; init; }

    /// <summary>The body as an object or array; <see cref="JsonValueKind.Undefined"/> if it is not JSON.</summary>
    public EventJson Json { get; init; }

    /// <summary>The readable part of truncated JSON; undefined if the body is complete or not JSON.</summary>
    internal EventJson Truncated { get; init; }

    public required EventTransport Transport { get; init; }

    public string? Subject { get; init; }

    /// <summary>SNS message attributes, or the headers of a web request.</summary>
    public IReadOnlyDictionary<string, string> Attributes { get; init; } = NoAttributes;

    /// <summary>The ARN of the topic, or the path of the web request.</summary>
    public string? Origin { get; init; }

    public Arn? Topic => Arn.TryParse(Origin, out var arn) ? arn : null;

    /// <summary>
    /// The transport's id (SNS <c>MessageId</c>), which stays the same when the message is redelivered.
    /// </summary>
    public string? MessageId { get; init; }

    /// <summary>
    /// Distinguishes two deliveries of the same text when the transport has no message id: a request id or a time.
    /// </summary>
    public string? Delivery { get; init; }

    /// <summary>
    /// Identifies a message without an id or time, because the same text may be sent twice on purpose.
    /// </summary>
    internal string Occurrence => MessageId ?? Fingerprint.Of(Delivery is null ? Text : $"{Delivery}|{Text}");

    /// <summary>When the transport received it.</summary>
    public DateTimeOffset? SentAt { get; init; }

    /// <summary>Sentences about what could not be unwrapped.</summary>
    public IReadOnlyList<string> Problems { get; init; } = [];

    public bool IsObject => Json.ValueKind == JsonValueKind.Object;

    private static readonly IReadOnlyDictionary<string, string> NoAttributes = new Dictionary<string, string>();
}

public enum EventTransport
{
    Sns,

    EventBridge,

    /// <summary>A CloudWatch alarm invoked the function as its action.</summary>
    AlarmAction,

    Webhook,

    /// <summary>A body without a transport, such as a file.</summary>
    Bare,
}
