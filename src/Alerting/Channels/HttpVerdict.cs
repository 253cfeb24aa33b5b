using System.Buffers;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Alerting.Channels;

/// <summary>The one place where the answer of a web service becomes a verdict.</summary>
/// <remarks>
/// 408, 425, 429 and 5xx may pass; other 4xx never do (https://www.rfc-editor.org/rfc/rfc9110#section-15). How long to wait
/// is in <c>Retry-After</c> (seconds or a date), and where a limit was reached in Discord's <c>X-RateLimit-Reset-After</c> or in the
/// body as <c>retry_after</c> (Discord, Slack) or <c>parameters.retry_after</c> (Telegram).
/// </remarks>
public static class HttpVerdict
{
    /// <summary>A wait longer than this is not obeyed: a service that asks for more is as good as away.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    private static readonly SearchValues<char> PlainWord =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_ ");

    /// <summary>Where services put the sentence that says what they dislike.</summary>
    private static readonly string[] HintNames = ["error", "description", "message", "status"];

    public static Verdict Of(HttpStatusCode status, HttpResponseHeaders headers, string body, DateTimeOffset now)
    {
        var code = (int)status;
        var json = Parse(body);
        var said = $"answered {code}{Hint(body, json)}";
        return code switch
        {
            >= 200 and < 300 => Accepted(said, headers, json, now),
            429 when IsGlobal(headers, json) => new Verdict.Retry($"{said}: the limit of all it is sent, not of this channel", LimitedFor(headers, json, now)),
            429 => new Verdict.Retry(said, LimitedFor(headers, json, now)),
            // A service that is broken still counts what it is sent; when that count begins anew says nothing of when it is well.
            408 or 425 or >= 500 => new Verdict.Retry(said, RetryAfter(headers, now)),
            >= 300 and < 400 => new Verdict.Rejected($"{said}: redirects are not followed"),
            400 when Moved(json) is { } chat => new Verdict.Rejected($"{said}: the chat is now {chat}"),
            _ => new Verdict.Rejected(said),
        };
    }

    /// <summary>Slack's and Telegram's APIs answer 200 with <c>"ok": false</c> when they refused.</summary>
    private static Verdict Accepted(string said, HttpResponseHeaders headers, JsonElement json, DateTimeOffset now)
    {
        if (Property(json, "ok") is not { ValueKind: JsonValueKind.False })
            return new Verdict.Delivered(said);
        var error = Property(json, "error") is { ValueKind: JsonValueKind.String } text ? Plain(text.GetString()!) ?? "for a reason of its own" : "no error given";
        // https://docs.slack.dev/reference/methods/chat.postMessage#errors: those that say nothing of the message pass.
        var passing = error is "ratelimited" or "rate_limited" or "internal_error" or "fatal_error" or "service_unavailable" or "request_timeout" or "team_added_to_org";
        return passing ? new Verdict.Retry($"refused: {error}", LimitedFor(headers, json, now)) : new Verdict.Rejected($"refused: {error}");
    }

    private static TimeSpan? LimitedFor(HttpResponseHeaders headers, JsonElement json, DateTimeOffset now) =>
        RetryAfter(headers, now) ?? Sensible(HeaderSeconds(headers, "X-RateLimit-Reset-After")) ?? Sensible(BodySeconds(json));

    private static TimeSpan? RetryAfter(HttpResponseHeaders headers, DateTimeOffset now) =>
        Sensible(headers.RetryAfter?.Delta ?? headers.RetryAfter?.Date - now ?? HeaderSeconds(headers, "Retry-After"));

    /// <summary>To ask for no wait at all is to ask for nothing.</summary>
    private static TimeSpan? Sensible(TimeSpan? wait) =>
        !(wait > TimeSpan.Zero) ? null : wait > LongestWait ? LongestWait : wait;

    private static TimeSpan? HeaderSeconds(HttpResponseHeaders headers, string name) =>
        headers.TryGetValues(name, out var values) ? Seconds(values.FirstOrDefault()) : null;

    private static TimeSpan? BodySeconds(JsonElement json) =>
        (Property(Property(json, "parameters") ?? default, "retry_after") ?? Property(json, "retry_after")) is { } after
            ? Seconds(after.ToString())
            : null;

    private static TimeSpan? Seconds(string? text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) && seconds is >= 0 and < 1e6
            ? TimeSpan.FromSeconds(seconds)
            : null;

    /// <summary>https://discord.com/developers/docs/topics/rate-limits: a global limit holds for every webhook of this address.</summary>
    private static bool IsGlobal(HttpResponseHeaders headers, JsonElement json) =>
        headers.Contains("X-RateLimit-Global") || Property(json, "global") is { ValueKind: JsonValueKind.True };

    /// <summary>https://core.telegram.org/bots/api#responseparameters: a group that became a supergroup has another id.</summary>
    private static string? Moved(JsonElement json) =>
        Property(Property(json, "parameters") ?? default, "migrate_to_chat_id") is { ValueKind: JsonValueKind.Number } id ? id.GetRawText() : null;

    /// <summary>
    /// Services say in a few plain words what they dislike (<c>invalid_payload</c>, <c>no_service</c>); anything else could
    /// repeat what was sent, so it is left out.
    /// </summary>
    private static string Hint(string body, JsonElement json)
    {
        var said = json.ValueKind != JsonValueKind.Object
            ? Plain(body)
            : HintNames.Select(name => Property(json, name) is { ValueKind: JsonValueKind.String } text ? Plain(text.GetString()!) : null)
                .FirstOrDefault(hint => hint is not null);
        return said is null ? "" : $" ({said})";
    }

    private static string? Plain(string text)
    {
        var words = text.AsSpan().Trim().TrimEnd('.');
        var colon = words.IndexOf(": ");
        // Telegram begins with the status once more: "Bad Request: chat not found".
        words = colon is > 0 and < 20 ? words[(colon + 2)..] : words;
        return words.Length is > 0 and <= 64 && !words.ContainsAnyExcept(PlainWord) ? words.ToString() : null;
    }

    private static JsonElement? Property(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) ? value : null;

    private static JsonElement Parse(string body)
    {
        if (body.AsSpan().TrimStart() is not ['{', ..])
            return default;
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return default;
        }
    }
}
