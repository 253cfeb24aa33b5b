using System.Buffers;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Alerting.Channels;

/// <summary>The one place where the answer of a web service becomes a verdict.</summary>
/// <remarks>
/// 408, 425, 429 and 5xx may pass; other 4xx never do (https://www.rfc-editor.org/rfc/rfc9110#section-15). How long to wait
/// is in <c>Retry-After</c> (seconds or a date), in Discord's <c>X-RateLimit-Reset-After</c>, or in the body as
/// <c>retry_after</c> (Discord, Slack) or <c>parameters.retry_after</c> (Telegram).
/// </remarks>
public static class HttpVerdict
{
    /// <summary>A wait longer than this is not obeyed: a service that asks for more is as good as away.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    private static readonly SearchValues<char> PlainWord =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_ ");

    public static Verdict Of(HttpStatusCode status, HttpResponseHeaders headers, string body, DateTimeOffset now)
    {
        var code = (int)status;
        var said = $"answered {code}{Hint(body)}";
        return code switch
        {
            >= 200 and < 300 => Accepted(said, body),
            408 or 425 or 429 or >= 500 => new Verdict.Retry(said, Wait(headers, body, now)),
            >= 300 and < 400 => new Verdict.Rejected($"{said}: redirects are not followed"),
            _ => new Verdict.Rejected(said),
        };
    }

    /// <summary>Slack's and Telegram's APIs answer 200 with <c>"ok": false</c> when they refused.</summary>
    private static Verdict Accepted(string said, string body)
    {
        if (!TryParse(body, out var json) || !json.TryGetProperty("ok", out var ok) || ok.ValueKind != JsonValueKind.False)
            return new Verdict.Delivered(said);
        var error = json.TryGetProperty("error", out var text) ? text.ToString() : "no error given";
        var passing = error is "ratelimited" or "rate_limited" or "internal_error" or "fatal_error" or "service_unavailable";
        return passing ? new Verdict.Retry($"refused: {error}") : new Verdict.Rejected($"refused: {error}");
    }

    private static TimeSpan? Wait(HttpResponseHeaders headers, string body, DateTimeOffset now)
    {
        var wait = headers.RetryAfter?.Delta ?? headers.RetryAfter?.Date - now ?? HeaderSeconds(headers) ?? BodySeconds(body);
        return wait is not { } time ? null : time < TimeSpan.Zero ? TimeSpan.Zero : time > LongestWait ? LongestWait : time;
    }

    private static TimeSpan? HeaderSeconds(HttpResponseHeaders headers) =>
        headers.TryGetValues("X-RateLimit-Reset-After", out var values) ? Seconds(values.FirstOrDefault()) : null;

    private static TimeSpan? BodySeconds(string body)
    {
        if (!TryParse(body, out var json))
            return null;
        if (json.TryGetProperty("parameters", out var parameters) && parameters.ValueKind == JsonValueKind.Object)
            json = parameters;
        return json.TryGetProperty("retry_after", out var after) ? Seconds(after.ToString()) : null;
    }

    private static TimeSpan? Seconds(string? text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) && seconds is >= 0 and < 1e6
            ? TimeSpan.FromSeconds(seconds)
            : null;

    /// <summary>
    /// Services say in a short plain word what they dislike (<c>invalid_payload</c>, <c>no_service</c>); anything longer could
    /// repeat what was sent, so it is left out.
    /// </summary>
    private static string Hint(string body)
    {
        var word = body.AsSpan().Trim();
        return word.Length is > 0 and <= 64 && !word.ContainsAnyExcept(PlainWord) ? $" ({word})" : "";
    }

    private static bool TryParse(string body, out JsonElement json)
    {
        json = default;
        if (body.AsSpan().TrimStart() is not ['{', ..])
            return false;
        try
        {
            using var document = JsonDocument.Parse(body);
            json = document.RootElement.Clone();
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
