using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Alerting.Fakes;

/// <summary>
/// https://core.telegram.org/bots/api#sendmessage and #html-style: 4,096 characters without the markup, in which all
/// tags must close. Messages are edited and replied to by id.
/// </summary>
public sealed partial class TelegramService() : FakeService("telegram")
{
    private const int MaxText = 4096;

    protected override IReadOnlyList<string> Problems(RecordedRequest request, JsonElement body)
    {
        var markup = new List<string>();
        var shown = new VisibleMessage();
        Read(body.Text("text"), shown, markup);
        return ServiceJson.Those(
            (!Path().IsMatch(request.Path), "Not Found"),
            (body.Text("chat_id").Length == 0, "Bad Request: chat_id is empty"),
            (string.IsNullOrWhiteSpace(shown.Text), "Bad Request: message text is empty"),
            (shown.Text.Length > MaxText, "Bad Request: message is too long"),
            (markup.Count > 0, "Bad Request: can't parse entities"),
            (body.Text("parse_mode") != "HTML", "no parse mode"),
            (Tag().Matches(body.Text("text")).Count(tag => tag.Value[1] != '/') > 100,
                "entities, of which it ignores the rest"));
    }

    protected override MessageSize Measure(RecordedRequest request, JsonElement body)
    {
        var shown = new VisibleMessage();
        Read(body.Text("text"), shown, []);
        return new MessageSize(shown.Text.Length, MaxText, "characters");
    }

    protected override (HttpReply, Placement) Take(RecordedRequest request, JsonElement body)
    {
        var edited = Number(body.Child("message_id"));
        var id = edited ?? (4710 + NextNumber()).ToString(CultureInfo.InvariantCulture);
        var parent = Number(body.Child("reply_parameters").Child("message_id"));
        var answer = $$$"""{"ok":true,"result":{"message_id":{{{id}}}}}""";
        return (HttpReply.Text(200, answer), new Placement(id, edited, parent));
    }

    protected override HttpReply Refuse(string problem) => HttpReply.Text(
        problem == "Not Found" ? 404 : 400, $$"""{"ok":false,"error_code":400,"description":"{{problem}}"}""");

    protected override void Show(JsonElement body, VisibleMessage shown) => Read(body.Text("text"), shown, []);

    private static string? Number(JsonElement json) =>
        json.ValueKind == JsonValueKind.Number ? json.GetRawText() : null;

    private static void Read(string html, VisibleMessage shown, List<string> problems)
    {
        var open = new Stack<string>();
        var at = 0;
        foreach (Match tag in Tag().Matches(html))
        {
            AppendText(html[at..tag.Index], open, shown, problems);
            at = tag.Index + tag.Length;
            var name = tag.Groups["name"].Value;
            if (name is not ("b" or "i" or "u" or "s" or "code" or "pre" or "a"))
            {
                problems.Add($"Unsupported start tag {tag.Value}");
            }

            if (tag.Value[1] != '/')
            {
                open.Push(name);
                if (tag.Groups["url"] is { Success: true, Value: var url })
                {
                    (url.StartsWith("tg://user?id=", StringComparison.Ordinal) ? shown.Mentions : shown.Links).Add(
                        WebUtility.HtmlDecode(url));
                }
            }
            else if (!open.TryPop(out var opened) || opened != name)
            {
                problems.Add($"Unmatched end tag {tag.Value}");
            }
        }

        AppendText(html[at..], open, shown, problems);
        if (open.TryPeek(out var last))
        {
            problems.Add($"can't find end tag of {last}");
        }
    }

    private static void AppendText(string raw, Stack<string> open, VisibleMessage shown, List<string> problems)
    {
        if (raw.Contains('<', StringComparison.Ordinal) || BadEntity().IsMatch(raw))
        {
            problems.Add("can't parse entities");
        }

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
