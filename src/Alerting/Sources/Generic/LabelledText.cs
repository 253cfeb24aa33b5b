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

    /// <summary>The labels as an object; undefined if there are fewer than two.</summary>
    public static EventJson Read(string text)
    {
        var labels = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var line in text.Split('\n', MaxLines + 1).Take(MaxLines))
        {
            if (line.Length <= 500 && Label().Match(line) is { Success: true } label)
                labels.TryAdd(label.Groups["name"].Value.Trim(), label.Groups["value"].Value.Trim());
        }
        return labels.Count < MinLabels ? default : Write(labels);
    }

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

    [GeneratedRegex(@"^\s*(?:[-*•]\s+)?\**(?<name>[A-Za-z][\w .-]{0,30}?)\**\s*(?::|=)\**\s+(?<value>\S.*?)\s*$",
        RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Label();
}
