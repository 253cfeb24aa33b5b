using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Alerting.Playground.Sinks;

/// <summary>
/// https://core.telegram.org/bots/api#sendmessage: 4,096 characters without the markup, in which all tags must
/// close. Messages are edited and replied to by id.
/// </summary>
public sealed partial class TelegramSink() : Sink("telegram")
{
    private const int MaxText = 4096;

    public override string? Problem(SinkRequest request, JsonElement body) => SinkJson.First(
        (!Path().IsMatch(request.Path), "Not Found"),
        (body.Text("chat_id").Length == 0, "Bad Request: chat_id is empty"),
        (string.IsNullOrWhiteSpace(Visible(body)), "Bad Request: message text is empty"),
        (Visible(body).Length > MaxText, "Bad Request: message is too long"),
        (!Closes(body.Text("text")), "Bad Request: can't parse entities"));

    public override MessageSize Measure(SinkRequest request, JsonElement body) => new(Visible(body).Length, MaxText, "characters");

    public override (SinkReply, Placement) Take(SinkRequest request, JsonElement body)
    {
        var edited = Number(body.Child("message_id"));
        var id = edited ?? (4710 + NextNumber()).ToString(CultureInfo.InvariantCulture);
        var answer = $$$"""{"ok":true,"result":{"message_id":{{{id}}}}}""";
        return (new SinkReply(200, answer), new Placement(id, edited, Number(body.Child("reply_parameters").Child("message_id"))));
    }

    public override SinkReply Refuse(string problem) =>
        new(problem == "Not Found" ? 404 : 400, $$"""{"ok":false,"error_code":400,"description":"{{problem}}"}""");

    private static string? Number(JsonElement json) => json.ValueKind == JsonValueKind.Number ? json.GetRawText() : null;

    private static string Visible(JsonElement body) => WebUtility.HtmlDecode(Tag().Replace(body.Text("text"), ""));

    private static bool Closes(string html)
    {
        var open = new Stack<string>();
        foreach (Match tag in Tag().Matches(html))
        {
            var name = tag.Groups["name"].Value;
            if (name is not ("b" or "i" or "u" or "s" or "code" or "pre" or "a"))
                return false;
            if (tag.Value[1] != '/')
                open.Push(name);
            else if (!open.TryPop(out var opened) || opened != name)
                return false;
        }
        return open.Count == 0;
    }

    [GeneratedRegex("</?(?<name>[a-zA-Z-]+)[^<>]*>")]
    private static partial Regex Tag();

    [GeneratedRegex("/bot[0-9]+:[A-Za-z0-9_-]+/(sendMessage|editMessageText)$")]
    private static partial Regex Path();
}
