using Alerting.Logs.Bytes;
using Alerting.Logs.Levels;

namespace Alerting.Logs.Fields;

/// <summary>
/// Reads <c>key=value key="quoted value"</c>, as logrus, Go's slog, Heroku and the HashiCorp tools write it.
/// </summary>
/// <remarks>https://brandur.org/logfmt</remarks>
internal static class LogfmtLines
{
    private const int MaxScanned = 512;

    /// <summary>Whether the line starts with a key and has a level or a message among its keys.</summary>
    public static bool LooksLikeLogfmt(ReadOnlySpan<byte> text)
    {
        var key = KeyLength(text);
        if (key == 0 || text.Length <= key)
        {
            return false;
        }

        var beginning = text[..Math.Min(text.Length, MaxScanned)];
        return beginning.IndexOf("level="u8) >= 0 || beginning.IndexOf("msg="u8) >= 0
            || beginning.IndexOf("lvl="u8) >= 0
            || beginning.IndexOf("severity="u8) >= 0 || beginning.StartsWith("at="u8);
    }

    public static void Read(ReadOnlySpan<byte> text, UnescapeBuffer scratch, ref LogLine line)
    {
        var whole = text;
        line.Format = LogFormat.Logfmt;
        line.Message = default;
        while (text.Length > 0)
        {
            var key = KeyLength(text);
            if (key == 0)
            {
                var space = text.IndexOf((byte)' ');
                text = space < 0 ? default : text[(space + 1)..];
                continue;
            }

            var name = text[..key];
            text = text[(key + 1)..];
            var value = Value(ref text, scratch);
            Put(name, value, ref line);
        }

        if (line.Message.IsEmpty)
        {
            line.Message = whole;
        }
    }

    private static int KeyLength(ReadOnlySpan<byte> text)
    {
        var at = 0;
        while (at < text.Length && at < 64
            && (ByteClasses.IsWord(text[at]) || text[at] is (byte)'.' or (byte)'-' or (byte)'@' or (byte)'/'))
        {
            at++;
        }

        return at < text.Length && text[at] == '=' ? at : 0;
    }

    private static ReadOnlySpan<byte> Value(scoped ref ReadOnlySpan<byte> text, UnescapeBuffer scratch)
    {
        if (text.Length == 0 || text[0] != '"')
        {
            var space = text.IndexOf((byte)' ');
            var plain = space < 0 ? text : text[..space];
            text = space < 0 ? default : text[(space + 1)..];
            return plain;
        }

        var end = 1;
        while (end < text.Length && text[end] != '"')
        {
            end += text[end] == '\\' ? 2 : 1;
        }

        end = Math.Min(end, text.Length);
        var quoted = text[1..end];
        text = text[Math.Min(end + 1, text.Length)..].TrimStart((byte)' ');
        return quoted.IndexOf((byte)'\\') < 0 ? quoted : Unescape(quoted, scratch);
    }

    private static ReadOnlySpan<byte> Unescape(ReadOnlySpan<byte> quoted, UnescapeBuffer scratch)
    {
        var free = scratch.Free;
        var length = 0;
        for (var i = 0; i < quoted.Length; i++)
        {
            var b = quoted[i];
            if (b == '\\' && i + 1 < quoted.Length)
            {
                b = quoted[++i] switch { (byte)'n' => (byte)'\n', (byte)'t' => (byte)'\t', var other => other };
            }

            free[length++] = b;
        }

        return scratch.Take(length);
    }

    private static void Put(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value, ref LogLine line)
    {
        switch (FieldNames.Of(name))
        {
            case Field.Time when line.Time.IsEmpty: line.Time = value; break;
            case Field.Message or Field.GelfMessage when line.Message.IsEmpty: line.Message = value; break;
            case Field.Logger when line.Logger.IsEmpty: line.Logger = value; break;
            case Field.RequestId when line.RequestId.IsEmpty: line.RequestId = value; break;
            case Field.Stack when line.Stack.IsEmpty: line.Stack = value; break;
            case Field.ErrorType when line.Exception.IsEmpty: line.Exception = value; break;
            case Field.Error or Field.ErrorMessage: ErrorValue.Put(value, ref line); break;
            case Field.Status when line.HttpStatus == 0 && int.TryParse(value, out var status)
                && status is >= 100 and <= 599:
                line.HttpStatus = status;
                break;
            case Field.Level or Field.Severity or Field.DotNetLevel when line.Level is null:
                PutLevel(value, ref line);
                break;
            default:
                // Heroku's key for the level is "at".
                if (name.SequenceEqual("at"u8) && line.Level is null && LevelWords.IsLevel(value))
                {
                    PutLevel(value, ref line);
                }

                break;
        }
    }

    private static void PutLevel(ReadOnlySpan<byte> value, ref LogLine line)
    {
        line.LevelText = value;
        line.Level = LevelWords.Parse(value);
    }
}
