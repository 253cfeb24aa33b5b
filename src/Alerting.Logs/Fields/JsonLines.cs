using System.Text.Json;
using Alerting.Logs.Bytes;

namespace Alerting.Logs.Fields;

/// <summary>Reads a line that is one JSON object, from any logger.</summary>
internal static class JsonLines
{
    private static readonly JsonReaderOptions Options =
        new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip, MaxDepth = 32 };

    /// <summary>A cheap check that avoids most exceptions from the JSON reader.</summary>
    public static bool LooksLikeJson(ReadOnlySpan<byte> text)
    {
        if (text.Length < 2 || text[0] != '{' || text[^1] != '}')
        {
            return false;
        }

        return text[1] is (byte)'"' or (byte)'}' || text[1..].TrimStart(" \t\r\n"u8)[0] is (byte)'"' or (byte)'}';
    }

    /// <summary>False if the text turns out not to be JSON; <paramref name="line"/> is then empty.</summary>
    public static bool TryRead(ReadOnlySpan<byte> text, UnescapeBuffer scratch, ref LogLine line)
    {
        line.Format = LogFormat.Json;
        var reader = new Utf8JsonReader(text, Options);
        try
        {
            reader.Read();
            new JsonFieldReader(text, scratch).Read(ref reader, ref line);
        }
        catch (JsonException)
        {
            line = default;
            return false;
        }
        catch (InvalidOperationException)
        {
            // Invalid UTF-8 in a string is detected only when it is unescaped.
            line = default;
            return false;
        }

        return true;
    }
}
