using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Alerting.Fakes;

/// <summary>
/// https://docs.slack.dev/reference/block-kit/blocks and https://docs.slack.dev/messaging/formatting-message-text: 50
/// blocks; header 150, section 3,000, field 2,000 characters; in practice 13,000 in all. Bot messages have a <c>ts</c>
/// for edits and replies.
/// </summary>
public sealed partial class SlackService() : FakeService("slack")
{
    private const int MaxTotal = 13_000;

    protected override IReadOnlyList<string> Problems(RecordedRequest request, JsonElement body)
    {
        var isApi = IsApi(request);
        var blocks = Blocks(body);
        var attachments = body.Items("attachments");
        return ServiceJson.Those(
            (isApi && request.Header("Authorization")?.StartsWith("Bearer xoxb-", StringComparison.Ordinal) != true,
                "not_authed"),
            (isApi && body.Text("channel").Length == 0, "channel_not_found"),
            (IsUpdate(request) && body.Text("ts").Length == 0, "message_not_found"),
            (body.Text("text").Length == 0 && blocks.Length == 0, "no_text"),
            (body.Text("text").Length > 40_000, "msg_too_long"),
            (blocks.Length > 50 || Array.Exists(blocks, IsWrong), "invalid_blocks"),
            (attachments.Length > 20 || Array.Exists(attachments, each => each.Items("blocks").Length == 0),
                "invalid_attachments"),
            (Characters(body) > MaxTotal, "msg_blocks_too_long"));
    }

    protected override MessageSize Measure(RecordedRequest request, JsonElement body) =>
        new(Characters(body), MaxTotal, "characters", $"{Blocks(body).Length} of 50 blocks");

    protected override (HttpReply, Placement) Take(RecordedRequest request, JsonElement body)
    {
        if (!IsApi(request))
            return Plain(200, "ok", "text/plain");
        var ts = IsUpdate(request)
            ? body.Text("ts")
            : $"1401383885.{(60 + NextNumber()).ToString("D6", CultureInfo.InvariantCulture)}";
        var thread = body.Text("thread_ts") is { Length: > 0 } first ? first : null;
        return (HttpReply.Text(200, $$"""{"ok":true,"channel":"C024BE91L","ts":"{{JsonEncodedText.Encode(ts)}}"}"""),
            new Placement(ts, IsUpdate(request) ? ts : null, thread));
    }

    /// <summary>The Web API reports errors in the body of a 200.</summary>
    protected override HttpReply Refuse(string problem) =>
        HttpReply.Text(200, $$"""{"ok":false,"error":"{{problem}}"}""");

    protected override void Show(JsonElement body, VisibleMessage shown)
    {
        Markup(body.Text("text"), shown);
        foreach (var text in Blocks(body).SelectMany(ServiceJson.Objects))
        {
            if (text.Text("url") is { Length: > 0 } url)
                shown.Links.Add(url);
            if (text.Text("type") == "mrkdwn")
            {
                Markup(text.Text("text"), shown);
            }
            else if (text.Text("type") == "plain_text")
            {
                shown.Line(WebUtility.HtmlDecode(text.Text("text")));
            }
        }
    }

    /// <summary>Those beside a coloured bar too.</summary>
    private static JsonElement[] Blocks(JsonElement body) =>
        [.. body.Items("blocks"), .. body.Items("attachments").SelectMany(each => each.Items("blocks"))];

    private static bool IsApi(RecordedRequest request) => request.Path.Contains("/api/", StringComparison.Ordinal);

    private static bool IsUpdate(RecordedRequest request) =>
        request.Path.EndsWith("/chat.update", StringComparison.Ordinal);

    private static int Characters(JsonElement body) =>
        Blocks(body).SelectMany(Texts).Sum(text => text.Text("text").Length);

    private static IEnumerable<JsonElement> Texts(JsonElement block) =>
        block.Objects().Where(each => each.Text("type") is "plain_text" or "mrkdwn");

    private static bool IsWrong(JsonElement block)
    {
        var type = block.Text("type");
        var most = type == "header" ? 150 : block.Items("fields").Length > 0 ? 2000 : 3000;
        if (type == "actions")
            return AreWrong(block.Items("elements"));
        return type is not ("header" or "section" or "divider" or "context") ||
            block.Items("fields").Length > 10 || block.Items("elements").Length > 10 ||
            (type == "section" && block.Child("text").Text("text").Length == 0 && block.Items("fields").Length == 0) ||
            Texts(block).Any(text => text.Text("text").Length == 0 || text.Text("text").Length > most ||
                (text.Text("type") == "plain_text" && Unescaped().IsMatch(text.Text("text"))));
    }

    /// <summary>https://docs.slack.dev/reference/block-kit/block-elements/button-element</summary>
    private static bool AreWrong(JsonElement[] buttons) =>
        buttons.Length is 0 or > 25
        || buttons.Select(button => button.Text("action_id")).Distinct().Count() < buttons.Length
        || Array.Exists(buttons, button => button.Text("type") != "button"
            || button.Child("text").Text("text").Length is 0 or > 75 || button.Text("url").Length > 3000);

    private static void Markup(string text, VisibleMessage shown)
    {
        foreach (Match command in Command().Matches(text))
        {
            var inner = command.Groups[1].Value;
            if (inner[0] is '!' or '@' or '#')
            {
                shown.Mentions.Add(command.Value);
            }
            else
            {
                shown.Links.Add(WebUtility.HtmlDecode(inner.Split('|')[0]));
            }
        }

        shown.Line(WebUtility.HtmlDecode(Command().Replace(text, match => match.Groups[1].Value.Split('|')[^1])));
    }

    [GeneratedRegex("<([^<>]+)>")]
    private static partial Regex Command();

    [GeneratedRegex("[<>]|&(?!amp;|lt;|gt;)")]
    private static partial Regex Unescaped();
}
