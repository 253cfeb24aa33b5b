using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Alerting.TestServers;

/// <summary>https://core.telegram.org/bots/api#sendmessage and #html-style.</summary>
public sealed partial class TelegramService() : ChatService("telegram")
{
    public override HttpReply Success { get; } = HttpReply.Text(200, """{"ok":true,"result":{"message_id":4711}}""");

    protected override void Check(RecordedRequest request, JsonElement body, List<string> problems)
    {
        Need(problems, "Unauthorized", Path().IsMatch(request.Path));
        Need(problems, "Bad Request: chat_id is empty", Text(body, "chat_id") is { Length: > 0 });
        Need(problems, "no parse mode", Text(body, "parse_mode") == "HTML");
        var shown = new VisibleMessage();
        var open = Read(Text(body, "text")!, shown, problems);
        Need(problems, $"Bad Request: can't find end tag of {open}", open is null);
        AtMost(problems, "Bad Request: message is too long", shown.Text.Length, 4096);
        AtMost(problems, "entities, of which it ignores the rest", Tag().Matches(Text(body, "text")!).Count(tag => tag.Value[1] != '/'), 100);
        Need(problems, "Bad Request: message text is empty", !string.IsNullOrWhiteSpace(shown.Text));
    }

    protected override void Show(JsonElement body, VisibleMessage shown) => Read(Text(body, "text")!, shown, []);

    /// <summary>Returns a tag that is not closed, if any.</summary>
    private static string? Read(string html, VisibleMessage shown, List<string> problems)
    {
        var open = new Stack<string>();
        var at = 0;
        foreach (Match tag in Tag().Matches(html))
        {
            AppendText(html[at..tag.Index], open, shown, problems);
            at = tag.Index + tag.Length;
            var name = tag.Groups["name"].Value;
            Need(problems, $"Unsupported start tag {tag.Value}", name is "b" or "i" or "u" or "s" or "code" or "pre" or "a");
            if (tag.Value[1] != '/')
            {
                open.Push(name);
                if (tag.Groups["url"] is { Success: true, Value: var url })
                {
                    (url.StartsWith("tg://user?id=", StringComparison.Ordinal) ? shown.Mentions : shown.Links).Add(WebUtility.HtmlDecode(url));
                }
            }
            else if (!open.TryPop(out var opened) || opened != name)
            {
                problems.Add($"Unmatched end tag {tag.Value}");
            }
        }

        AppendText(html[at..], open, shown, problems);
        return open.Count == 0 ? null : open.Peek();
    }

    private static void AppendText(string raw, Stack<string> open, VisibleMessage shown, List<string> problems)
    {
        Need(problems, "can't parse entities", !raw.Contains('<', StringComparison.Ordinal) && !BadEntity().IsMatch(raw));
        var text = WebUtility.HtmlDecode(raw);
        shown.Append(text);
        if (open.Contains("code") || open.Contains("pre"))
        {
            return;
        }

        shown.Mentions.AddRange(Mention().Matches(text).Select(match => match.Value.Trim()));
        if (!open.Contains("a"))
        {
            shown.Links.AddRange(Domain().Matches(text).Select(match => match.Value));
        }
    }

    [GeneratedRegex("</?(?<name>[a-z-]+)( href=\"(?<url>[^\"]*)\")?>")]
    private static partial Regex Tag();

    [GeneratedRegex("&(?!lt;|gt;|amp;|quot;|#\\d+;)")]
    private static partial Regex BadEntity();

    [GeneratedRegex(@"(?<!\w)(@\w{3,}|#\w+|/[a-z]\w+)")]
    private static partial Regex Mention();

    [GeneratedRegex(@"https?://\S+|\b[\w-]+\.[a-z]{2,}\b", RegexOptions.IgnoreCase)]
    private static partial Regex Domain();

    [GeneratedRegex("/bot[0-9]+:[A-Za-z0-9_-]+/(sendMessage|editMessageText)$")]
    private static partial Regex Path();
}
