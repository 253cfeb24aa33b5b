using System.Text.Json;

namespace Alerting.Sources.Logs.Lines;

/// <summary>Reads a line that is one JSON object, whichever logger wrote it.</summary>
internal static class JsonLines
{
    private static readonly JsonReaderOptions Options = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip, MaxDepth = 32 };

    /// <summary>Cheap look before the reader is asked, because its way to say no is an exception.</summary>
    public static bool LooksLikeJson(ReadOnlySpan<byte> text)
    {
        if (text.Length < 2 || text[0] != '{' || text[^1] != '}')
        {
            return false;
        }

        return text[1] is (byte)'"' or (byte)'}' || text[1..].TrimStart(" \t\r\n"u8)[0] is (byte)'"' or (byte)'}';
    }

    /// <summary>False where the text is no JSON after all; the line is as it was then.</summary>
    public static bool TryRead(ReadOnlySpan<byte> text, UnescapeBuffer scratch, ref LogLine line)
    {
        line.Format = LogFormat.Json;
        var reader = new Utf8JsonReader(text, Options);
        try
        {
            reader.Read();
            var fields = new JsonFieldReader(text, scratch);
            fields.ReadObject(ref reader, isError: false, ref line);
            fields.Finish(ref line);
        }
        catch (JsonException)
        {
            line = default;
            return false;
        }
        catch (InvalidOperationException)
        {
            // Invalid UTF-8 inside a string shows only when it is unescaped.
            line = default;
            return false;
        }

        return true;
    }
}
