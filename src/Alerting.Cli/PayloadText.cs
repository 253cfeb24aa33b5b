using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Alerting.Channels;

namespace Alerting.Cli;

/// <summary>A payload as a reader of the channel would see its words; <c>render</c> shows it to the letter.</summary>
public static partial class PayloadText
{
    public static string Of(Payload payload)
    {
        if (payload is not JsonPayload json)
            return payload.ToString();
        using var document = JsonDocument.Parse(json.Utf8);
        var text = new StringBuilder();
        if (document.RootElement.TryGetProperty("blocks", out var blocks))
            Collect(blocks, text);
        return text.Length > 0 ? WebUtility.HtmlDecode(Links(text.ToString())).TrimEnd() : Indented(document.RootElement);
    }

    private static string Indented(JsonElement json)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, JsonText.Indented))
            json.WriteTo(writer);
        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    /// <summary><c>&lt;url|text&gt;</c> as a reader sees it, with the URL beside it.</summary>
    private static string Links(string markup) => Link().Replace(markup, "$2: $1");

    [GeneratedRegex("<(https?://[^|>]+)\\|([^>]+)>")]
    private static partial Regex Link();

    private static void Collect(JsonElement element, StringBuilder text)
    {
        if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in element.EnumerateArray())
                Collect(item, text);
            return;
        }
        if (element.ValueKind != JsonValueKind.Object)
            return;
        foreach (var property in element.EnumerateObject())
        {
            if (property is { Name: "text", Value.ValueKind: JsonValueKind.String })
                text.Append(property.Value.GetString()).Append('\n');
            else
                Collect(property.Value, text);
        }
    }
}
