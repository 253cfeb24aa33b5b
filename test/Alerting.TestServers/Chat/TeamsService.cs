using System.Text.Json;
using System.Text.RegularExpressions;

namespace Alerting.TestServers;

/// <summary>
/// https://learn.microsoft.com/microsoftteams/platform/webhooks-and-connectors/how-to/add-incoming-webhook and
/// https://adaptivecards.io/explorer.
/// </summary>
public sealed partial class TeamsService() : ChatService("teams")
{
    public override HttpReply Success { get; } = HttpReply.Text(202, string.Empty, "text/plain");

    protected override void Check(RecordedRequest request, JsonElement body, List<string> problems)
    {
        AtMost(problems, "Request Entity too large", request.BodyBytes.Length, 28 * 1024);
        Need(problems, "no message", Text(body, "type") == "message");
        var card = body.GetProperty("attachments")[0];
        Need(problems, "no card", Text(card, "contentType") == "application/vnd.microsoft.card.adaptive");
        foreach (var element in Objects(card).Where(json => Text(json, "type") is not null))
        {
            var type = Text(element, "type")!;
            Need(problems, $"unknown element {type}", type is "AdaptiveCard" or "Container" or "TextBlock" or "RichTextBlock" or "TextRun" or "ActionSet" or "Action.OpenUrl" or "mention");
            Need(problems, "empty action", type != "Action.OpenUrl" || (Text(element, "title") is { Length: > 0 } && Uri.TryCreate(Text(element, "url"), UriKind.Absolute, out _)));
            AtMost(problems, "actions", type == "ActionSet" ? Items(element, "actions").Count() : 0, 6);
            Need(problems, "unknown style", Text(element, "style") is null or "default" or "emphasis" or "good" or "attention" or "warning" or "accent");
            Need(problems, "line break in a run", type != "TextRun" || !Text(element, "text")!.Contains('\n', StringComparison.Ordinal));
        }
    }

    protected override void Show(JsonElement body, VisibleMessage shown)
    {
        var texts = new List<string>();
        foreach (var element in Objects(body))
        {
            switch (Text(element, "type"))
            {
                case "TextBlock":
                    MarkdownScan.Read(At().Replace(Text(element, "text")!, "$1"), shown, Never());
                    texts.Add(Text(element, "text")!);
                    break;
                case "TextRun":
                    shown.Line(Text(element, "text")!);
                    texts.Add(Text(element, "text")!);
                    break;
                case "Action.OpenUrl":
                    shown.Links.Add(Text(element, "url")!);
                    shown.Line(Text(element, "title")!);
                    break;
            }
        }

        // A mention pings only if an entity and its text match.
        var entities = Objects(body).Where(json => Text(json, "type") == "mention").ToArray();
        shown.Mentions.AddRange(entities.Where(entity => texts.Exists(text => text.Contains(Text(entity, "text")!, StringComparison.OrdinalIgnoreCase)))
            .Select(entity => Text(entity.GetProperty("mentioned"), "id")!));
        shown.Formatting.AddRange(texts.Where(text => text.Contains("{{DATE(", StringComparison.Ordinal)));
    }

    [GeneratedRegex("<at>([^<]*)</at>")]
    private static partial Regex At();

    [GeneratedRegex("(?!)")]
    private static partial Regex Never();
}
