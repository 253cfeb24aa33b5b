using System.Globalization;
using System.Text.Json;

namespace Alerting.Playground.Sinks;

/// <summary>
/// https://docs.slack.dev/reference/block-kit/blocks: 50 blocks; header 150, section 3,000, field 2,000 characters; in practice
/// 13,000 in all. Bot messages have a <c>ts</c> for edits and replies.
/// </summary>
public sealed class SlackSink() : Sink("slack")
{
    private const int MaxTotal = 13_000;

    public override string? Problem(SinkRequest request, JsonElement body)
    {
        var isApi = request.Path.Contains("/api/", StringComparison.Ordinal);
        var blocks = body.Items("blocks");
        return SinkJson.First(
            (isApi && request.Header("Authorization")?.StartsWith("Bearer ", StringComparison.Ordinal) != true, "not_authed"),
            (isApi && body.Text("channel").Length == 0, "channel_not_found"),
            (IsUpdate(request) && body.Text("ts").Length == 0, "message_not_found"),
            (body.Text("text").Length == 0 && blocks.Length == 0, "no_text"),
            (body.Text("text").Length > 40_000, "msg_too_long"),
            (blocks.Length > 50 || Array.Exists(blocks, IsWrong), "invalid_blocks"),
            (Characters(body) > MaxTotal, "msg_blocks_too_long"));
    }

    public override MessageSize Measure(SinkRequest request, JsonElement body) =>
        new(Characters(body), MaxTotal, "characters", $"{body.Items("blocks").Length} of 50 blocks");

    public override (SinkReply, Placement) Take(SinkRequest request, JsonElement body)
    {
        if (!request.Path.Contains("/api/", StringComparison.Ordinal))
            return Plain(200, "ok", "text/plain");
        var ts = IsUpdate(request) ? body.Text("ts") : $"1795000000.{NextNumber().ToString("D6", CultureInfo.InvariantCulture)}";
        var reply = new SinkReply(200, $$"""{"ok":true,"channel":"C024BE91L","ts":"{{JsonEncodedText.Encode(ts)}}"}""");
        var thread = body.Text("thread_ts") is { Length: > 0 } first ? first : null;
        return (reply, new Placement(ts, IsUpdate(request) ? ts : null, thread));
    }

    /// <summary>The Web API reports errors in the body of a 200.</summary>
    public override SinkReply Refuse(string problem) => new(200, $$"""{"ok":false,"error":"{{problem}}"}""");

    private static bool IsUpdate(SinkRequest request) => request.Path.EndsWith("/chat.update", StringComparison.Ordinal);

    private static int Characters(JsonElement body) => Texts(body).Sum(text => text.Text("text").Length);

    private static IEnumerable<JsonElement> Texts(JsonElement json) =>
        json.Items("blocks").SelectMany(SinkJson.Objects).Where(each => each.Text("type") is "plain_text" or "mrkdwn");

    private static bool IsWrong(JsonElement block)
    {
        var most = block.Text("type") == "header" ? 150 : block.Items("fields").Length > 0 ? 2000 : 3000;
        return block.Text("type") is not ("header" or "section" or "divider" or "context") ||
            block.Items("fields").Length > 10 || block.Items("elements").Length > 10 ||
            block.Objects().Any(text => text.Text("type") is "plain_text" or "mrkdwn" && text.Text("text").Length is 0 || text.Text("text").Length > most);
    }
}
