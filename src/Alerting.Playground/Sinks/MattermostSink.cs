using System.Text.Json;

namespace Alerting.Playground.Sinks;

/// <summary>https://developers.mattermost.com/integrate/reference/message-attachments: text 16,383, attachments 7,900 characters.</summary>
public sealed class MattermostSink() : Sink("mattermost")
{
    private const int MaxAttachments = 7900;

    public override string? Problem(SinkRequest request, JsonElement body) => SinkJson.First(
        (body.Text("text").Length > 16_383, "Post message is too long"),
        (body.Text("text").Length == 0 && body.Items("attachments").Length == 0, "Unable to parse incoming data"),
        (Attachments(body) > MaxAttachments, "Attachments are too long"));

    public override MessageSize Measure(SinkRequest request, JsonElement body) =>
        new(Attachments(body), MaxAttachments, "characters");

    public override (SinkReply, Placement) Take(SinkRequest request, JsonElement body) => Plain(200, "ok", "text/plain");

    private static int Attachments(JsonElement body) =>
        body.Child("attachments") is { ValueKind: JsonValueKind.Array } all ? all.GetRawText().Length : 0;
}
