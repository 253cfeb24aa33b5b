using System.Text.Json;

using Alerting.Alerts;

namespace Alerting.Sources;

/// <summary>One message of a monitoring system, unwrapped from whatever carried it.</summary>
public sealed record EventMessage
{
    /// <summary>The body as text; for SNS the <c>Message</c>, which is often JSON in a string.</summary>
    public required string Text { get; init; }

    /// <summary>
    /// The body as a JSON object or array; <see cref="JsonValueKind.Undefined"/> where it is not JSON.
    /// </summary>
    public EventJson Json { get; init; }

    /// <summary>
    /// What can be read of a body that begins as JSON and breaks off; undefined where it is whole, or nothing like it.
    /// </summary>
    internal EventJson Cut { get; init; }

    /// <summary>The road the event came by.</summary>
    public required EventTransport Transport { get; init; }

    /// <summary>SNS subject, where there is one.</summary>
    public string? Subject { get; init; }

    /// <summary>SNS message attributes, or the headers of a web request.</summary>
    public IReadOnlyDictionary<string, string> Attributes { get; init; } = NoAttributes;

    /// <summary>The ARN of the topic, or the path of the web request.</summary>
    public string? Origin { get; init; }

    /// <summary>The topic it came by, where one can be told.</summary>
    public Arn? Topic => Arn.TryParse(Origin, out var arn) ? arn : null;

    /// <summary>
    /// The carrier's id of this message (SNS <c>MessageId</c>); the same when it is delivered again.
    /// </summary>
    public string? MessageId { get; init; }

    /// <summary>
    /// What tells this delivery from another of the same text, where the carrier has no id for the message: the id of the
    /// request, or the moment it came.
    /// </summary>
    public string? Delivery { get; init; }

    /// <summary>What tells the message from others that neither carry an id nor say when they were: one text can be news twice.</summary>
    internal string Occurrence => MessageId ?? Fingerprint.Of(Delivery is null ? Text : $"{Delivery}|{Text}");

    /// <summary>When the carrier took it in.</summary>
    public DateTimeOffset? SentAt { get; init; }

    /// <summary>What could not be read while unwrapping, each a sentence.</summary>
    public IReadOnlyList<string> Problems { get; init; } = [];

    public bool IsObject => Json.ValueKind == JsonValueKind.Object;

    private static readonly IReadOnlyDictionary<string, string> NoAttributes = new Dictionary<string, string>();
}

/// <summary>How an event came in.</summary>
public enum EventTransport
{
    /// <summary>A record of an SNS event.</summary>
    Sns,

    /// <summary>EventBridge invoked the function.</summary>
    EventBridge,

    /// <summary>A CloudWatch alarm has the function as its action.</summary>
    AlarmAction,

    /// <summary>A web request to the Function URL.</summary>
    Webhook,

    /// <summary>A bare body, given by hand.</summary>
    Bare,
}
