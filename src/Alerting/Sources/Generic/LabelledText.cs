using System.Buffers;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Alerting.Sources.Generic;

/// <summary>
/// The labels in a text: lines such as <c>Severity: High</c> or <c>- host = web-1</c>, which mails and templates have.
/// </summary>
internal static partial class LabelledText
{
    private const int MaxLines = 200;
    private const int MinLabels = 2;
    private const int MaxRecord = 8000;

    /// <summary>The labels as an object; undefined if there are fewer than two.</summary>
    public static EventJson Read(string text)
    {
        var labels = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        if (IsRecord(text))
        {
            foreach (Match pair in Pair().Matches(text))
                labels.TryAdd(pair.Groups["name"].Value, Unquoted(pair.Groups["value"].Value));
        }
        foreach (var line in text.Split('\n', MaxLines + 1).Take(MaxLines))
        {
            if (line.Length <= 500 && Label().Match(line) is { Success: true } label)
                labels.TryAdd(label.Groups["name"].Value.Trim(), label.Groups["value"].Value.Trim());
        }
        return labels.Count < MinLabels ? default : Write(labels);
    }

    /// <summary>Whether the text has nothing but pairs, as in logfmt: <c>alert=DiskFull host="db 1"</c>.</summary>
    public static bool IsRecord(string text)
    {
        var line = text.AsSpan().Trim();
        if (line.Length > MaxRecord)
            return false;
        var (end, count) = (0, 0);
        foreach (var pair in Pair().EnumerateMatches(line))
        {
            if (!line[end..pair.Index].IsWhiteSpace())
                return false;
            (end, count) = (pair.Index + pair.Length, count + 1);
        }
        return count >= MinLabels && end == line.Length;
    }

    private static string Unquoted(string value) => value is ['"', .. var inner, '"']
        ? inner.Replace("\\\"", "\"", StringComparison.Ordinal)
        : value;

    private static EventJson Write(Dictionary<string, string> labels)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            foreach (var (name, value) in labels)
                writer.WriteString(name, value);
            writer.WriteEndObject();
        }
        using var document = JsonDocument.Parse(buffer.WrittenMemory, JsonBody.Options);
        return new EventJson(document.RootElement.Clone());
    }

    [GeneratedRegex("""(?<!\S)(?<name>[A-Za-z_][\w.-]{0,60})=(?<value>"(?:[^"\\]|\\.){0,4000}"|[^\s"]{0,2000})(?!\S)""",
        RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Pair();

    [GeneratedRegex(@"^\s*(?:[-*•]\s+)?\**(?<name>[A-Za-z][\w .-]{0,30}?)\**\s*(?::|=)\**\s+(?<value>\S.*?)\s*$",
        RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Label();
}
