using System.Text.Json;

namespace Alerting.Playground.Sinks;

/// <summary>
/// https://developers.google.com/workspace/chat/api/reference/rest/v1/spaces.messages: 32,000 bytes, 100 widgets a card. The
/// sender chooses the thread key.
/// </summary>
public sealed class GoogleChatSink() : Sink("google_chat")
{
    private const int MaxBytes = 32_000;

    public override string? Problem(SinkRequest request, JsonElement body)
    {
        var cards = Array.ConvertAll(body.Items("cardsV2"), card => card.Child("card"));
        return SinkJson.First(
            (request.Body.Length > MaxBytes, "Message is too long"),
            (body.Text("text").Length == 0 && cards.Length == 0, "Message cannot be empty"),
            (Array.Exists(cards, card => card.Items("sections").Sum(section => section.Items("widgets").Length) > 100), "Too many widgets"),
            (body.Child("thread").Text("threadKey").Length > 4000, "Thread key is too long"));
    }

    public override MessageSize Measure(SinkRequest request, JsonElement body) => new(request.Body.Length, MaxBytes, "bytes");

    public override (SinkReply, Placement) Take(SinkRequest request, JsonElement body)
    {
        var key = body.Child("thread").Text("threadKey");
        var (reply, placement) = Plain(200, """{"name":"spaces/AAAA/messages/BBBB.BBBB"}""");
        return (reply, placement with { ReplyTo = key.Length > 0 ? "key:" + key : null });
    }

    public override SinkReply Refuse(string problem) =>
        new(400, $$$"""{"error":{"code":400,"message":"{{{problem}}}","status":"INVALID_ARGUMENT"}}""");
}
