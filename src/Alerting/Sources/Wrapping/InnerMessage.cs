using System.Text.Json;
using Alerting.Sources.Webhooks;

namespace Alerting.Sources.Wrapping;

/// <summary>
/// The message inside another one: relays and transformers put the event, as an object or as a string of JSON, into a
/// field such as <c>Message</c>, <c>body</c> or <c>event</c>.
/// </summary>
internal static class InnerMessage
{
    private const int MaxLevels = 3;

    private static readonly string[] Names =
        ["message", "event", "body", "payload", "data", "record", "alert", "alarm", "notification", "content", "input",
            "detail"];

    /// <summary>The names in a message with one text for each protocol, whose sender did not say so.</summary>
    /// <remarks>https://docs.aws.amazon.com/sns/latest/dg/sns-send-custom-platform-specific-payloads-mobile-devices.html
    /// </remarks>
    private static readonly string[] Protocols =
        ["default", "email", "email-json", "http", "https", "lambda", "sqs", "sms", "firehose", "application"];

    /// <summary>The message in an envelope of another transport; null for anything else.</summary>
    public static EventMessage? Whole(EventJson json) => json.ValueKind != JsonValueKind.Object ? null
        : WebhookRequest.FromFunctionUrl(json)?.Message()
            ?? (EventEnvelope.IsSns(json) ? EventEnvelope.OpenSns(json) : null)
            ?? PubSubPush.Open(json)
            ?? (TextForProtocols(json) is { } text ? EventEnvelope.OpenText(text) : null);

    private static string? TextForProtocols(EventJson json) =>
        json.Has("default") && json.EnumerateObject().All(field => Protocols.Contains(field.Name)
            && field.Value.ValueKind == JsonValueKind.String)
            ? json.Text("lambda", "default")
            : null;

    /// <summary>What could be the event, the outermost first.</summary>
    public static IEnumerable<EventMessage> In(EventMessage message) => In(message, MaxLevels);

    private static IEnumerable<EventMessage> In(EventMessage message, int levels)
    {
        if (levels == 0 || message.Json.ValueKind != JsonValueKind.Object)
            yield break;
        foreach (var name in Names)
        {
            if (Open(message.Json.Get(name)) is not { } json)
                continue;
            var inner = message with { Json = json, Text = json.GetRawText() };
            if (name == "detail" && message.Json.Has("source"))
                inner = inner with { SentAt = message.Json.Time("time") ?? message.SentAt };
            yield return inner;
            foreach (var deeper in In(inner, levels - 1))
                yield return deeper;
        }
    }

    /// <summary>An object, or one in a string.</summary>
    public static EventJson? Open(EventJson value)
    {
        if (value.ValueKind == JsonValueKind.Object)
            return value;
        return value.ValueKind == JsonValueKind.String && value.Element.GetString() is { } text
            && text.AsSpan().TrimStart() is ['{', ..] && JsonBody.TryParse(text, out var json, out _)
            && json.ValueKind == JsonValueKind.Object
            ? json
            : null;
    }
}
