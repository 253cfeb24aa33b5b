using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Alerting.TestServers;

/// <summary>https://docs.slack.dev/reference/block-kit/blocks and https://docs.slack.dev/messaging/formatting-message-text.</summary>
public sealed partial class SlackService() : ChatService("slack")
{
    public override HttpReply Success { get; } = HttpReply.Text(200, """{"ok":true,"channel":"C024BE91L","ts":"1401383885.000061"}""");

    protected override void Check(RecordedRequest request, JsonElement body, List<string> problems)
    {
        if (request.Path.Contains("/api/", StringComparison.Ordinal))
        {
            Need(problems, "not_authed", request.Header("Authorization")?.StartsWith("Bearer xoxb-", StringComparison.Ordinal) == true);
            Need(problems, "channel_not_found", Text(body, "channel") is { Length: > 0 });
            Need(problems, "no ts", !request.Path.EndsWith("update", StringComparison.Ordinal) || Text(body, "ts") is { Length: > 0 });
        }

        AtMost(problems, "text", (Text(body, "text") ?? string.Empty).Length, 40_000);
        Need(problems, "no_text", Text(body, "text") is { Length: > 0 } || Items(body, "blocks").Any());
        AtMost(problems, "blocks", Items(body, "blocks").Count(), 50);
        var total = 0;
        foreach (var block in Items(body, "blocks"))
        {
            var type = Text(block, "type");
            Need(problems, $"unknown block {type}", type is "header" or "section" or "divider" or "context");
            AtMost(problems, "fields", Items(block, "fields").Count(), 10);
            AtMost(problems, "elements", Items(block, "elements").Count(), 10);
            Need(problems, "empty section", type != "section" || block.TryGetProperty("text", out _) || Items(block, "fields").Any());
            foreach (var text in Objects(block).Where(json => Text(json, "type") is "plain_text" or "mrkdwn"))
            {
                var length = Text(text, "text")!.Length;
                total += length;
                Need(problems, "empty text", length > 0);
                AtMost(problems, $"text of {type}", length, type == "header" ? 150 : Items(block, "fields").Any() ? 2000 : 3000);
                Need(problems, "unescaped", Text(text, "type") == "mrkdwn" || !Unescaped().IsMatch(Text(text, "text")!));
            }
        }

        AtMost(problems, "msg_blocks_too_long", total, 13_000);
    }

    protected override void Show(JsonElement body, VisibleMessage shown)
    {
        Markup(Text(body, "text") ?? string.Empty, shown);
        foreach (var text in Items(body, "blocks").SelectMany(Objects))
        {
            if (Text(text, "type") == "mrkdwn")
            {
                Markup(Text(text, "text")!, shown);
            }
            else if (Text(text, "type") == "plain_text")
            {
                shown.Line(WebUtility.HtmlDecode(Text(text, "text")!));
            }
        }
    }

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
