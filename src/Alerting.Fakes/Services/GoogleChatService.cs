using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Alerting.Fakes;

/// <summary>
/// https://developers.google.com/workspace/chat/api/reference/rest/v1/spaces.messages and …/v1/cards: 32,000 bytes, 100
/// widgets a card. The sender chooses the thread key. What formats in a card:
/// https://developers.google.com/workspace/chat/format-messages#card-formatting.
/// </summary>
public sealed partial class GoogleChatService() : FakeService("google_chat")
{
    private const int MaxBytes = 32_000;
    private const string ReplyOption = "messageReplyOption=REPLY_MESSAGE_FALLBACK_TO_NEW_THREAD";

    protected override IReadOnlyList<string> Problems(RecordedRequest request, JsonElement body)
    {
        var cards = Array.ConvertAll(body.Items("cardsV2"), card => card.Child("card"));
        var sections = cards.SelectMany(card => card.Items("sections"));
        return ServiceJson.Those(
            (request.BodyBytes.Length > MaxBytes, "Message is too long"),
            (body.Text("text").Length == 0 && cards.Length == 0, "Message cannot be empty"),
            (Array.Exists(cards, card => Widgets(card) > 100), "Too many widgets"),
            (ThreadKey(body).Length > 4000, "Thread key is too long"),
            (ThreadKey(body).Length == 0, "no thread"),
            (!request.Query.Contains(ReplyOption, StringComparison.Ordinal), "no thread option"),
            (!request.Query.Contains("key=", StringComparison.Ordinal), "no key"),
            (sections.Any(section => section.Items("widgets").Length == 0), "empty section"),
            (Array.Exists(cards, card => card.Child("header").Text("title").Length == 0), "no header"));
    }

    protected override MessageSize Measure(RecordedRequest request, JsonElement body) =>
        new(request.BodyBytes.Length, MaxBytes, "bytes");

    protected override (HttpReply, Placement) Take(RecordedRequest request, JsonElement body)
    {
        var (reply, placement) = Plain(200, """{"name":"spaces/AAAA/messages/BBBB.BBBB"}""");
        return (reply, placement with { ReplyTo = ThreadKey(body) is { Length: > 0 } key ? "key:" + key : null });
    }

    protected override HttpReply Refuse(string problem) =>
        HttpReply.Text(400, $$$"""{"error":{"code":400,"message":"{{{problem}}}","status":"INVALID_ARGUMENT"}}""");

    protected override void Show(JsonElement body, VisibleMessage shown)
    {
        var text = body.Text("text");
        shown.Line(text);
        shown.Mentions.AddRange(User().Matches(text).Select(match => match.Value));
        foreach (var card in body.Items("cardsV2").Select(card => card.GetProperty("card")))
        {
            shown.Line(card.GetProperty("header").Text("title"));
            shown.Line(card.GetProperty("header").Text("subtitle"));
            foreach (var json in card.Items("sections").SelectMany(ServiceJson.Objects))
            {
                Html(json.Text("header"), shown);
                Html(json.Text("topLabel"), shown);
                Html(json.Text("text"), shown);
                if (json.Text("url") is { Length: > 0 } url)
                {
                    shown.Links.Add(url);
                }
            }
        }
    }

    private static int Widgets(JsonElement card) =>
        card.Items("sections").Sum(section => section.Items("widgets").Length);

    private static string ThreadKey(JsonElement body) => body.Child("thread").Text("threadKey");

    private static void Html(string html, VisibleMessage shown)
    {
        if (html.Length == 0)
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
