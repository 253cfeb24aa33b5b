using System.Buffers;
using System.Text.Json;

namespace Alerting.Sources.Wrapping;

/// <summary>A form-encoded body, as StatusCake and PRTG send it, as a JSON object.</summary>
internal static class FormBody
{
    private const int MaxFields = 300;

    /// <summary>Fields that hold the whole message as JSON: <c>payload={…}</c> in the manner of Slack.</summary>
    private static readonly string[] Payloads = ["payload", "json", "data", "body", "message"];

    /// <summary>A URL with a query is not a form.</summary>
    private static readonly SearchValues<char> NameLetters = SearchValues.Create(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.[]%+");

    public static bool IsForm(string? contentType) => contentType?.TrimStart()
        .StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>Whether a text without a content type is a form: <c>Name=Shop&amp;Status=Down</c> in one line.</summary>
    public static bool LooksLikeForm(string text) => text.Length <= 64 * 1024
        && text.Contains('&', StringComparison.Ordinal) && !text.AsSpan().ContainsAny(' ', '\n', '{')
        && text.Trim().Split('&').All(pair => pair.IndexOf('=', StringComparison.Ordinal) is > 0 and var end
            && pair.AsSpan(0, end).IndexOfAnyExcept(NameLetters) < 0);

    /// <summary>A form without a content type as JSON; any other text unchanged.</summary>
    public static string OrText(string text) => LooksLikeForm(text) ? ToJson(text.Trim()) ?? text : text;

    /// <summary>Null if nothing in it can be read.</summary>
    public static string? ToJson(string form)
    {
        var pairs = form.Split('&', MaxFields + 1, StringSplitOptions.RemoveEmptyEntries).Take(MaxFields)
            .Select(pair => pair.Split('=', 2)).Where(pair => pair[0].Length > 0)
            .Select(pair => (Name: Decode(pair[0]), Value: pair.Length > 1 ? Decode(pair[1]) : "")).ToList();
        if (pairs.Count == 0)
            return null;
        if (pairs.Find(pair => Payloads.Contains(pair.Name) && pair.Value.AsSpan().TrimStart() is ['{' or '[', ..])
            is { Value: not null } payload)
        {
            return payload.Value;
        }
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            foreach (var (name, value) in pairs.DistinctBy(pair => pair.Name))
                writer.WriteString(name, value);
            writer.WriteEndObject();
        }
        return System.Text.Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}
