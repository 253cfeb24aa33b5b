using System.Text.Json;
using System.Text.RegularExpressions;

namespace Alerting.TestServers;

/// <summary>https://discord.com/developers/docs/resources/webhook#execute-webhook and …/resources/message#embed-object-embed-limits.</summary>
public sealed partial class DiscordService() : ChatService("discord")
{
    public override HttpReply Success { get; } = HttpReply.Text(200, """{"id":"1234567890123456789","channel_id":"987"}""");

    protected override void Check(RecordedRequest request, JsonElement body, List<string> problems)
    {
        Need(problems, "no wait", request.Method == "PATCH" || request.Query.Contains("wait=true", StringComparison.Ordinal));
        AtMost(problems, "content", (Text(body, "content") ?? string.Empty).Length, 2000);
        Need(problems, "Cannot send an empty message", Text(body, "content") is { Length: > 0 } || Items(body, "embeds").Any());
        AtMost(problems, "embeds", Items(body, "embeds").Count(), 10);
        var sum = 0;
        foreach (var embed in Items(body, "embeds"))
        {
            Part(problems, embed, "title", 256, ref sum);
            Part(problems, embed, "description", 4096, ref sum);
            AtMost(problems, "fields", Items(embed, "fields").Count(), 25);
            foreach (var field in Items(embed, "fields"))
            {
                Need(problems, "empty field", !string.IsNullOrWhiteSpace(Text(field, "name")) && !string.IsNullOrWhiteSpace(Text(field, "value")));
                Part(problems, field, "name", 256, ref sum);
                Part(problems, field, "value", 1024, ref sum);
            }
        }

        AtMost(problems, "sum of embeds", sum, 6000);
    }

    protected override void Show(JsonElement body, VisibleMessage shown)
    {
        var allowed = body.GetProperty("allowed_mentions");
        var content = new VisibleMessage();
        MarkdownScan.Read(Text(body, "content") ?? string.Empty, content, Mention());
        shown.Line(content.Text);
        shown.Mentions.AddRange(content.Mentions.Where(mention => IsAllowed(allowed, mention)));
        foreach (var embed in Items(body, "embeds"))
        {
            if (Text(embed, "url") is { } url)
            {
                shown.Links.Add(url);
            }

            MarkdownScan.Read(Text(embed, "title") ?? string.Empty, shown, Mention());
            MarkdownScan.Read(Text(embed, "description") ?? string.Empty, shown, Mention());
            foreach (var field in Items(embed, "fields"))
            {
                MarkdownScan.Read(Text(field, "name")!, shown, Mention());
                MarkdownScan.Read(Text(field, "value")!, shown, Mention());
            }
        }
    }

    private static void Part(List<string> problems, JsonElement json, string name, int limit, ref int sum)
    {
        var length = (Text(json, name) ?? string.Empty).Length;
        AtMost(problems, name, length, limit);
        sum += length;
    }

    private static bool IsAllowed(JsonElement allowed, string mention)
    {
        var id = mention.Trim('<', '>', '@', '!', '&');
        return mention is "@everyone" or "@here"
            ? Items(allowed, "parse").Any(kind => kind.GetString() == "everyone")
            : Items(allowed, mention.StartsWith("<@&", StringComparison.Ordinal) ? "roles" : "users").Any(each => each.GetString() == id);
    }

    [GeneratedRegex(@"^(@everyone|@here|<(@[!&]?|#|a?:\w+:|t:)\d+(:\w)?>|</\w+:\d+>)")]
    private static partial Regex Mention();
}
