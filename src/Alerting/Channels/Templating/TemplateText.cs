using System.Text;
using System.Text.Json;
using Alerting.Channels.Sms;
using Alerting.Notifications;
using Alerting.Text;
using Alerting.Text.Liquid;

namespace Alerting.Channels.Templating;

/// <summary>
/// Redacts and defuses what a template made, because it can put together what its parts are not. Links that the message
/// has anyway, and hosts that the template itself names, stay.
/// </summary>
internal sealed class TemplateText
{
    private readonly string[] _known;
    private readonly MessageTemplating _own;

    public TemplateText(Message message, MessageTemplating own, LiquidTemplate template)
    {
        _own = own;
        _known = [.. Known(message).Distinct().OrderByDescending(link => link.Length)];
        Defuser = new LinkDefuser([.. own.LinkHosts, .. TemplateHosts.Of(template.Source)]);
    }

    public LinkDefuser Defuser { get; }

    public string Plain(string text) =>
        Between(TextCut.Clean(text).Trim(), piece => Defuser.Apply(_own.Redactor.Apply(piece, keepAddresses: true)));

    /// <summary>One line in the letters of text messages.</summary>
    public string Gsm(string text) => Between(TextCut.Clean(TextCut.Line(text, int.MaxValue)), piece =>
        Defuser.Apply(Gsm7.Transliterate(_own.Redactor.Apply(piece, keepAddresses: true)))).Trim();

    /// <summary>The document with its texts redacted; null if the text is not an object or a list in JSON.</summary>
    public ReadOnlyMemory<byte>? Json(string text, out string? problem)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            problem = null;
            if (document.RootElement.ValueKind is JsonValueKind.Object or JsonValueKind.Array)
                return Written(document.RootElement);
            problem = "made JSON that is neither an object nor a list";
        }
        catch (Exception failed) when (failed is JsonException or InvalidOperationException)
        {
            // The message of the exception would quote an alert.
            problem = failed is JsonException { LineNumber: { } line, BytePositionInLine: { } column }
                ? $"made invalid JSON (its line {line + 1}, column {column + 1}); put texts in with \"| json\""
                : "made invalid JSON; put texts in with \"| json\"";
        }
        return null;
    }

    private byte[] Written(JsonElement root)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, JsonText.Relaxed))
            Write(json, root);
        return stream.ToArray();
    }

    private void Write(Utf8JsonWriter json, JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                json.WriteStartObject();
                foreach (var property in element.EnumerateObject())
                {
                    json.WritePropertyName(property.Name);
                    Write(json, property.Value);
                }
                json.WriteEndObject();
                break;
            case JsonValueKind.Array:
                json.WriteStartArray();
                foreach (var item in element.EnumerateArray())
                    Write(json, item);
                json.WriteEndArray();
                break;
            case JsonValueKind.String:
                json.WriteStringValue(Between(element.GetString()!,
                    piece => _own.Redactor.Apply(piece, keepAddresses: true)));
                break;
            default:
                element.WriteTo(json);
                break;
        }
    }

    /// <summary>Changes what stands between known links.</summary>
    private string Between(string text, Func<string, string> change)
    {
        var result = new StringBuilder(text.Length);
        var start = 0;
        for (var at = 0; at < text.Length; )
        {
            if (KnownAt(text, at) is not { } link)
            {
                at++;
                continue;
            }
            result.Append(change(text[start..at])).Append(link);
            start = at += link.Length;
        }
        return result.Append(change(text[start..])).ToString();
    }

    /// <summary>Only if what follows cannot continue its host.</summary>
    private string? KnownAt(string text, int at)
    {
        foreach (var link in _known)
        {
            if (string.CompareOrdinal(text, at, link, 0, link.Length) != 0)
                continue;
            var end = at + link.Length;
            if (end == text.Length || !(char.IsAsciiLetterOrDigit(text[end]) || ".-@:%".Contains(text[end]))
                || link.IndexOf('/', Math.Max(0, link.IndexOf("://", StringComparison.Ordinal) + 3)) > 0)
            {
                return link;
            }
        }
        return null;
    }

    /// <summary>The buttons, and the links that a person wrote into the description of the alarm.</summary>
    private static IEnumerable<string> Known(Message message)
    {
        if (message.AnswerUrl is { } answer)
            yield return answer;
        foreach (var item in message.Items.Take(20))
        {
            foreach (var link in item.Links)
                yield return link.Url;
            var words = (item.Description ?? "").Split((char[]?)null, 200, StringSplitOptions.RemoveEmptyEntries);
            foreach (var word in words)
            {
                if (word.Length is > 3 and < 500 && LinkDefuser.All.Apply(word) != word)
                    yield return word;
            }
        }
    }
}
