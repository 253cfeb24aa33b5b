using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Alerting.Fakes;

/// <summary>
/// https://discord.com/developers/docs/resources/webhook#execute-webhook and
/// https://discord.com/developers/docs/resources/message#embed-object-embed-limits: content 2,000; 10 embeds; title
/// 256, description 4,096, 25 fields of 256 and 1,024; 6,000 characters in all embeds. Messages are edited by id.
/// </summary>
public sealed partial class DiscordService() : FakeService("discord")
{
    private const int MaxTotal = 6000;
    private const long BeforeFirstId = 1234567890123456788;

    protected override IReadOnlyList<string> Problems(RecordedRequest request, JsonElement body)
    {
        var content = body.Text("content").Length;
        var embeds = body.Items("embeds");
        return ServiceJson.Those(
            (content == 0 && embeds.Length == 0, "Cannot send an empty message"),
            (content > 2000 || embeds.Length > 10 || Array.Exists(embeds, IsWrong), "Invalid Form Body"),
            (embeds.Sum(Characters) > MaxTotal, "Embed size exceeds maximum size of 6000"),
            (body.Items("components").Length > 5 || Array.Exists(body.Items("components"), IsWrongRow),
                "Invalid Form Body"),
            (body.Items("components").Length > 0
                && !request.Query.Contains("with_components=true", StringComparison.Ordinal), "components ignored"),
            // Without it, the reply has no id.
            (request.Method != "PATCH" && !request.Query.Contains("wait=true", StringComparison.Ordinal), "no wait"));
    }

    protected override MessageSize Measure(RecordedRequest request, JsonElement body) =>
        new(body.Items("embeds").Sum(Characters), MaxTotal, "characters");

    protected override (HttpReply, Placement) Take(RecordedRequest request, JsonElement body)
    {
        var edited = request.Method == "PATCH" ? request.Path[(request.Path.LastIndexOf('/') + 1)..] : null;
        var id = edited ?? (BeforeFirstId + NextNumber()).ToString(CultureInfo.InvariantCulture);
        var answer = $$"""{"id":"{{JsonEncodedText.Encode(id)}}","channel_id":"987654321098765432"}""";
        return (HttpReply.Text(200, answer), new Placement(id, edited));
    }

    protected override HttpReply Refuse(string problem) =>
        HttpReply.Text(400, $$"""{"message":"{{problem}}","code":50035}""");

    protected override void Show(JsonElement body, VisibleMessage shown)
    {
        var allowed = body.GetProperty("allowed_mentions");
        var content = new VisibleMessage();
        MarkdownScan.Read(body.Text("content"), content, Mention());
        shown.Line(content.Text);
        shown.Mentions.AddRange(content.Mentions.Where(mention => IsAllowed(allowed, mention)));
        foreach (var button in body.Items("components").SelectMany(row => row.Items("components")))
        {
            shown.Links.Add(button.Text("url"));
            shown.Line(button.Text("label"));
        }

        foreach (var embed in body.Items("embeds"))
        {
            if (embed.Text("url") is { Length: > 0 } url)
            {
                shown.Links.Add(url);
            }

            MarkdownScan.Read(embed.Text("title"), shown, Mention());
            MarkdownScan.Read(embed.Text("description"), shown, Mention());
            foreach (var field in embed.Items("fields"))
            {
                MarkdownScan.Read(field.Text("name"), shown, Mention());
                MarkdownScan.Read(field.Text("value"), shown, Mention());
            }
        }
    }

    private static bool IsWrong(JsonElement embed) =>
        embed.Text("title").Length > 256 || embed.Text("description").Length > 4096 || embed.Items("fields").Length > 25
            ||
        Array.Exists(embed.Items("fields"), IsWrongField);

    private static bool IsWrongField(JsonElement field) =>
        string.IsNullOrWhiteSpace(field.Text("name")) || field.Text("name").Length > 256 ||
        string.IsNullOrWhiteSpace(field.Text("value")) || field.Text("value").Length > 1024;

    /// <summary>A webhook that belongs to no app may only have buttons that open a link.</summary>
    private static bool IsWrongRow(JsonElement row) =>
        row.Items("components").Length is 0 or > 5 || Array.Exists(row.Items("components"), button =>
            button.Text("label").Length is 0 or > 80 || button.Text("url").Length is 0 or > 512);

    private static int Characters(JsonElement embed) => embed.Text("title").Length + embed.Text("description").Length +
        embed.Items("fields").Sum(field => field.Text("name").Length + field.Text("value").Length);

    private static bool IsAllowed(JsonElement allowed, string mention)
    {
        var id = mention.Trim('<', '>', '@', '!', '&');
        return mention is "@everyone" or "@here"
            ? allowed.Items("parse").Any(kind => kind.GetString() == "everyone")
            : allowed.Items(mention.StartsWith("<@&", StringComparison.Ordinal) ? "roles" : "users")
                .Any(each => each.GetString() == id);
    }

    [GeneratedRegex(@"^(@everyone|@here|<(@[!&]?|#|a?:\w+:|t:)\d+(:\w)?>|</\w+:\d+>)")]
    private static partial Regex Mention();
}
