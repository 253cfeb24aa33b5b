using System.Buffers;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Alerting.Channels;

/// <summary>Turns an HTTP response into a verdict.</summary>
/// <remarks>
/// 408, 425, 429 and 5xx are temporary, other 4xx are final (https://www.rfc-editor.org/rfc/rfc9110#section-15). The wait is
/// in <c>Retry-After</c> (seconds or a date); with a rate limit also in Discord's <c>X-RateLimit-Reset-After</c> or the
/// body's <c>retry_after</c> (Discord, Slack) or <c>parameters.retry_after</c> (Telegram).
/// </remarks>
internal static class HttpVerdict
{
    /// <summary>Longer waits are capped.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    private static readonly SearchValues<char> PlainWord =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_ ");

    /// <summary>Where services put their error text.</summary>
    private static readonly string[] HintNames = ["error", "description", "message", "status"];

    public static Verdict Of(HttpStatusCode status, HttpResponseHeaders headers, string body, DateTimeOffset now)
    {
        var code = (int)status;
        var json = Parse(body);
        var answer = $"HTTP {code}{Hint(body, json)}";
        return code switch
        {
            >= 200 and < 300 => Accepted(answer, headers, json, now),
            429 when IsGlobal(headers, json) =>
                new Verdict.Retry($"{answer}: global rate limit (not this channel's)", LimitedFor(headers, json, now)),
            429 => new Verdict.Retry(answer, LimitedFor(headers, json, now)),
            // With 5xx the rate limit headers say nothing about when the service works again.
            408 or 425 or >= 500 => new Verdict.Retry(answer, RetryAfter(headers, now)),
            >= 300 and < 400 => new Verdict.Rejected($"{answer}: redirects are not followed"),
            400 when NewChatId(json) is { } chat => new Verdict.Rejected($"{answer}: the chat's new id is {chat}"),
            _ => new Verdict.Rejected(answer),
        };
    }

    /// <summary>Slack and Telegram refuse with 200 and <c>"ok": false</c>.</summary>
    private static Verdict Accepted(string answer, HttpResponseHeaders headers, JsonElement json, DateTimeOffset now)
    {
        if (Property(json, "ok") is not { ValueKind: JsonValueKind.False })
            return new Verdict.Delivered(answer);
        var error = Property(json, "error") is { ValueKind: JsonValueKind.String } text
            ? Plain(text.GetString()!) ?? "unknown error"
            : "no error given";
        // Temporary errors: https://docs.slack.dev/reference/methods/chat.postMessage#errors
        var isTemporary = error is "ratelimited" or "rate_limited" or "internal_error" or "fatal_error"
            or "service_unavailable" or "request_timeout" or "team_added_to_org";
        return isTemporary
            ? new Verdict.Retry($"refused: {error}", LimitedFor(headers, json, now))
            : new Verdict.Rejected($"refused: {error}");
    }

    private static TimeSpan? LimitedFor(HttpResponseHeaders headers, JsonElement json, DateTimeOffset now) =>
        RetryAfter(headers, now)
            ?? Sensible(HeaderSeconds(headers, "X-RateLimit-Reset-After")) ?? Sensible(BodySeconds(json));

    private static TimeSpan? RetryAfter(HttpResponseHeaders headers, DateTimeOffset now) =>
        Sensible(headers.RetryAfter?.Delta ?? headers.RetryAfter?.Date - now ?? HeaderSeconds(headers, "Retry-After"));

    /// <summary>Ignores <c>Retry-After: 0</c>.</summary>
    private static TimeSpan? Sensible(TimeSpan? wait) =>
        !(wait > TimeSpan.Zero) ? null : wait > LongestWait ? LongestWait : wait;

    private static TimeSpan? HeaderSeconds(HttpResponseHeaders headers, string name) =>
        headers.TryGetValues(name, out var values) ? Seconds(values.FirstOrDefault()) : null;

    private static TimeSpan? BodySeconds(JsonElement json) =>
        (Property(Property(json, "parameters") ?? default, "retry_after") ?? Property(json, "retry_after")) is { } after
            ? Seconds(after.ToString())
            : null;

    private static TimeSpan? Seconds(string? text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds)
            && seconds is >= 0 and < 1e6
            ? TimeSpan.FromSeconds(seconds)
            : null;

    /// <summary>
    /// A global limit applies to all our webhooks: https://discord.com/developers/docs/topics/rate-limits
    /// </summary>
    private static bool IsGlobal(HttpResponseHeaders headers, JsonElement json) =>
        headers.Contains("X-RateLimit-Global") || Property(json, "global") is { ValueKind: JsonValueKind.True };

    /// <summary>
    /// A group that became a supergroup has a new id: https://core.telegram.org/bots/api#responseparameters
    /// </summary>
    private static string? NewChatId(JsonElement json) =>
        Property(Property(json, "parameters") ?? default,
            "migrate_to_chat_id") is { ValueKind: JsonValueKind.Number } id ? id.GetRawText() : null;

    /// <summary>
    /// The service's own error if it is a few plain words (<c>invalid_payload</c>, <c>no_service</c>). Anything else
    /// could repeat the message, so it is left out.
    /// </summary>
    private static string Hint(string body, JsonElement json)
    {
        var hint = json.ValueKind != JsonValueKind.Object
            ? Plain(body)
            : HintNames.Select(name =>
                Property(json, name) is { ValueKind: JsonValueKind.String } text ? Plain(text.GetString()!) : null)
                .FirstOrDefault(hint => hint is not null);
        return hint is null ? "" : $" ({hint})";
    }

    private static string? Plain(string text)
    {
        var words = text.AsSpan().Trim().TrimEnd('.');
        var colon = words.IndexOf(": ");
        // Telegram repeats the status: "Bad Request: chat not found".
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
