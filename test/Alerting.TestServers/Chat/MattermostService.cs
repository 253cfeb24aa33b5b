using System.Text.Json;
using System.Text.RegularExpressions;

namespace Alerting.TestServers;

/// <summary>https://developers.mattermost.com/integrate/webhooks/incoming and …/integrate/reference/message-attachments.</summary>
public sealed partial class MattermostService() : ChatService("mattermost")
{
    protected override void Check(RecordedRequest request, JsonElement body, List<string> problems)
    {
        AtMost(problems, "text", (Text(body, "text") ?? string.Empty).Length, 16_383);
        AtMost(problems, "Maximum attachments length", body.GetProperty("attachments").GetRawText().Length, 7900);
        foreach (var attachment in Items(body, "attachments"))
        {
            Need(problems, "no fallback", Text(attachment, "fallback") is { Length: > 0 });
            Need(problems, "no colour", Text(attachment, "color") is ['#', _, _, _, _, _, _]);
        }
    }

    protected override void Show(JsonElement body, VisibleMessage shown)
    {
        MarkdownScan.Read(Text(body, "text") ?? string.Empty, shown, Mention());
        foreach (var json in Items(body, "attachments").SelectMany(Objects))
        {
            foreach (var name in (ReadOnlySpan<string>)["pretext", "title", "text", "value"])
            {
                MarkdownScan.Read(Text(json, name) ?? string.Empty, shown, Mention());
            }

            if (Text(json, "title_link") is { } url)
            {
                shown.Links.Add(url);
            }
        }
    }

    [GeneratedRegex(@"^(@[a-z0-9][a-z0-9._-]*|~[a-z0-9-]+|#[a-z]\w{2,})", RegexOptions.IgnoreCase)]
    private static partial Regex Mention();
}
