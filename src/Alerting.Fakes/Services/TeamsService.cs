using System.Text.Json;
using System.Text.RegularExpressions;

namespace Alerting.Fakes;

/// <summary>
/// https://learn.microsoft.com/microsoftteams/platform/webhooks-and-connectors/how-to/add-incoming-webhook and
/// https://adaptivecards.io/explorer: a message with one Adaptive Card, 28 KB in all, six actions per set.
/// </summary>
public sealed partial class TeamsService() : FakeService("teams")
{
    private const int MaxBytes = 28 * 1024;

    protected override IReadOnlyList<string> Problems(RecordedRequest request, JsonElement body)
    {
        var cards = body.Items("attachments");
        JsonElement[] elements =
            [.. cards.Take(1).SelectMany(ServiceJson.Objects).Where(each => each.Text("type").Length > 0)];
        return ServiceJson.Those(
            (request.BodyBytes.Length > MaxBytes, "Request Entity too large"),
            (body.Text("type") != "message" || cards.Length == 0, "Bad payload received by generic incoming webhook"),
            (cards is [var card, ..] && card.Text("contentType") != "application/vnd.microsoft.card.adaptive",
                "Unsupported attachment"),
            (Array.Exists(elements, each => each.Text("type") == "ActionSet" && each.Items("actions").Length > 6),
                "Too many actions"),
            (Array.Exists(elements, IsWrong), "Unsupported element"));
    }

    protected override MessageSize Measure(RecordedRequest request, JsonElement body) =>
        new(request.BodyBytes.Length, MaxBytes, "bytes");

    protected override (HttpReply, Placement) Take(RecordedRequest request, JsonElement body) =>
        Plain(202, "", "text/plain");

    protected override void Show(JsonElement body, VisibleMessage shown)
    {
        var texts = new List<string>();
        foreach (var element in body.Objects())
        {
            switch (element.Text("type"))
            {
                case "TextBlock":
                    MarkdownScan.Read(At().Replace(element.Text("text"), "$1"), shown, Never());
                    texts.Add(element.Text("text"));
                    break;
                case "TextRun":
                    shown.Line(element.Text("text"));
                    texts.Add(element.Text("text"));
                    break;
                case "Action.OpenUrl":
                    shown.Links.Add(element.Text("url"));
                    shown.Line(element.Text("title"));
                    break;
            }
        }

        // A mention pings only if an entity and its text match.
        var entities = body.Objects().Where(json => json.Text("type") == "mention").ToArray();
        shown.Mentions.AddRange(entities.Where(
            entity => texts.Exists(text => text.Contains(entity.Text("text"), StringComparison.OrdinalIgnoreCase)))
            .Select(entity => entity.GetProperty("mentioned").Text("id")));
        shown.Formatting.AddRange(texts.Where(text => text.Contains("{{DATE(", StringComparison.Ordinal)));
    }

    private static bool IsWrong(JsonElement element) =>
        element.Text("style") is not ("" or "default" or "emphasis" or "good" or "attention" or "warning" or "accent")
        ||
        element.Text("type") switch
        {
            "AdaptiveCard" or "Container" or "TextBlock" or "RichTextBlock" or "ActionSet" or "mention" => false,
            "TextRun" => element.Text("text").Contains('\n', StringComparison.Ordinal),
            "Action.OpenUrl" => element.Text("title").Length == 0 ||
                !Uri.TryCreate(element.Text("url"), UriKind.Absolute, out _),
            _ => true,
        };

    [GeneratedRegex("<at>([^<]*)</at>")]
    private static partial Regex At();

    [GeneratedRegex("(?!)")]
    private static partial Regex Never();
}
