using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Alerting.TestServers;

/// <summary>
/// https://developers.google.com/workspace/chat/api/reference/rest/v1/spaces.messages and …/v1/cards; what formats in a card:
/// https://developers.google.com/workspace/chat/format-messages#card-formatting.
/// </summary>
public sealed partial class GoogleChatService() : ChatService("google_chat")
{
    public override HttpReply Success { get; } = HttpReply.Text(200, """{"name":"spaces/AAAA/messages/BBBB.BBBB"}""");

    protected override void Check(RecordedRequest request, JsonElement body, List<string> problems)
    {
        AtMost(problems, "message bytes", request.BodyBytes.Length, 32_000);
        Need(problems, "no thread option", request.Query.Contains("messageReplyOption=REPLY_MESSAGE_FALLBACK_TO_NEW_THREAD", StringComparison.Ordinal));
        Need(problems, "no key", request.Query.Contains("key=", StringComparison.Ordinal));
        Need(problems, "no thread", Text(body.GetProperty("thread"), "threadKey") is { Length: > 0 and <= 4000 });
        foreach (var card in Items(body, "cardsV2").Select(card => card.GetProperty("card")))
        {
            AtMost(problems, "widgets", Items(card, "sections").Sum(section => Items(section, "widgets").Count()), 100);
            Need(problems, "empty section", Items(card, "sections").All(section => Items(section, "widgets").Any()));
            Need(problems, "no header", Text(card.GetProperty("header"), "title") is { Length: > 0 });
        }
    }

    protected override void Show(JsonElement body, VisibleMessage shown)
    {
        var text = Text(body, "text") ?? string.Empty;
        shown.Line(text);
        shown.Mentions.AddRange(User().Matches(text).Select(match => match.Value));
        foreach (var card in Items(body, "cardsV2").Select(card => card.GetProperty("card")))
        {
            shown.Line(Text(card.GetProperty("header"), "title")!);
            shown.Line(Text(card.GetProperty("header"), "subtitle") ?? string.Empty);
            foreach (var json in Items(card, "sections").SelectMany(Objects))
            {
                Html(Text(json, "header"), shown);
                Html(Text(json, "topLabel"), shown);
                Html(Text(json, "text"), shown);
                if (Text(json, "url") is { } url)
                {
                    shown.Links.Add(url);
                }
            }
        }
    }

    private static void Html(string? html, VisibleMessage shown)
    {
        if (html is null)
        {
            return;
        }

        shown.Formatting.AddRange(Tag().Matches(html).Select(tag => tag.Value).Where(tag => tag != "<br>"));
        shown.Line(WebUtility.HtmlDecode(Tag().Replace(html, "\n")));
    }

    [GeneratedRegex("<users/[^>]+>")]
    private static partial Regex User();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();
}
