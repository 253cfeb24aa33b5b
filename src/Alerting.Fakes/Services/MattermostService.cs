using System.Text.Json;
using System.Text.RegularExpressions;

namespace Alerting.Fakes;

/// <summary>
/// https://developers.mattermost.com/integrate/webhooks/incoming and …/integrate/reference/message-attachments: text
/// 16,383, attachments 7,900 characters.
/// </summary>
public sealed partial class MattermostService() : FakeService("mattermost")
{
    private const int MaxAttachments = 7900;

    protected override IReadOnlyList<string> Problems(RecordedRequest request, JsonElement body)
    {
        var attachments = body.Items("attachments");
        return ServiceJson.Those(
            (body.Text("text").Length > 16_383, "Post message is too long"),
            (body.Text("text").Length == 0 && attachments.Length == 0, "Unable to parse incoming data"),
            (Characters(body) > MaxAttachments, "Attachments are too long"),
            (Array.Exists(attachments, each => each.Text("fallback").Length == 0), "no fallback"),
            (Array.Exists(attachments, each => each.Text("color") is not ['#', _, _, _, _, _, _]), "no colour"));
    }

    protected override MessageSize Measure(RecordedRequest request, JsonElement body) =>
        new(Characters(body), MaxAttachments, "characters");

    protected override void Show(JsonElement body, VisibleMessage shown)
    {
        MarkdownScan.Read(body.Text("text"), shown, Mention());
        foreach (var json in body.Items("attachments").SelectMany(ServiceJson.Objects))
        {
            foreach (var name in (ReadOnlySpan<string>)["pretext", "title", "text", "value"])
            {
                MarkdownScan.Read(json.Text(name), shown, Mention());
            }

            if (json.Text("title_link") is { Length: > 0 } url)
            {
                shown.Links.Add(url);
            }
        }
    }

    private static int Characters(JsonElement body) =>
        body.Child("attachments") is { ValueKind: JsonValueKind.Array } all ? all.GetRawText().Length : 0;

    [GeneratedRegex(@"^(@[a-z0-9][a-z0-9._-]*|~[a-z0-9-]+|#[a-z]\w{2,})", RegexOptions.IgnoreCase)]
    private static partial Regex Mention();
}
