using Alerting.Logs.Bytes;
using Alerting.Logs.Levels;

namespace Alerting.Logs.Headers;

/// <summary>
/// Takes a level that scripts set apart in their own ways, at the start of the text: <c>{ERROR} boom</c>,
/// <c>"ERROR" boom</c>, <c>Error! boom</c>, <c>ERROR/store: boom</c>, <c>SLF4J(E): boom</c>,
/// <c>level:error message:"boom"</c>.
/// </summary>
internal static class DecoratedLevel
{
    /// <summary>A word of prose, such as "Alert!" or "Success!", is not a level because of its sign.</summary>
    private static readonly ByteWordSet Exclaimed = new(ignoreCase: true, "error errors fehler erreur errore");

    private static readonly ByteWordSet Keys = new(ignoreCase: true, "level lvl loglevel log_level severity");

    private static readonly ByteWordSet MessageKeys = new(ignoreCase: true, "msg message");

    public static bool TryTake(ref HeaderCursor header, ReadOnlySpan<byte> token, int end, ref LogLine line)
    {
        if (header.Columns > 0 || token.Length < 4)
        {
            return false;
        }

        var level = token[^1] == '!' && Exclaimed.Contains(token[..^1]) ? token[..^1]
            : InPair(token) is { IsEmpty: false } inPair ? inPair
            : BeforePlace(token) is { IsEmpty: false } before ? before
            // Logback's own status: 10:00:00,123 |-ERROR in ch.qos.logback …
            : header.HasTime && token[0] == '-' && LevelWords.IsUnambiguous(token[1..]) ? token[1..]
            : OfKey(token, header.Text[end..]) is { IsEmpty: false } ofKey ? ofKey
            : BeforeWideColon(token) is { IsEmpty: false } wide ? wide
            : OfSlf4j(token);
        if (level.IsEmpty || (token[0] < 0x80 && header.Text[end..].Trim(" \t"u8).IsEmpty))
        {
            return false;
        }

        header.SetLevel(level, token[0] < 0x80 ? end : header.At + level.Length + "："u8.Length, ref line);
        return true;
    }

    /// <summary><c>{ERROR}</c>, <c>"ERROR"</c>, <c>`ERROR`:</c></summary>
    private static ReadOnlySpan<byte> InPair(ReadOnlySpan<byte> token)
    {
        token = token.TrimEnd((byte)':');
        var isPair = (token[0], token[^1]) is ((byte)'{', (byte)'}') or ((byte)'"', (byte)'"')
            or ((byte)'\'', (byte)'\'') or ((byte)'`', (byte)'`') or ((byte)'*', (byte)'*') or ((byte)'#', (byte)'#');
        var word = token.Trim("{}\"'`*#"u8);
        return isPair && LevelWords.IsUnambiguous(word) ? word : default;
    }

    /// <summary>The place of the error behind a sign, before a colon: <c>ERROR/store:</c>, <c>ERROR@main.c:</c></summary>
    private static ReadOnlySpan<byte> BeforePlace(ReadOnlySpan<byte> token)
    {
        var letters = token.IndexOfAnyExceptInRange((byte)'A', (byte)'Z');
        return letters >= 3 && token[^1] == ':' && token[letters] is (byte)'/' or (byte)'@' or (byte)'#' or (byte)'~'
            && LevelWords.IsUnambiguous(token[..letters]) ? token[..letters] : default;
    }

    /// <summary>
    /// The value of a key if a message with the same sign follows: <c>level:error message:"boom"</c>,
    /// <c>LEVEL=CRITICAL MSG=boom</c>. Alone it could be a query: <c>level:error was searched</c>.
    /// </summary>
    private static ReadOnlySpan<byte> OfKey(ReadOnlySpan<byte> token, ReadOnlySpan<byte> after)
    {
        var sign = (token[0] | 0x20) is 'l' or 's' ? token.IndexOfAny((byte)':', (byte)'=') : -1;
        if (sign < 3 || !Keys.Contains(token[..sign]) || !LevelWords.IsLevel(token[(sign + 1)..]))
        {
            return default;
        }

        after = after.TrimStart((byte)' ');
        var next = after.IndexOf(token[sign]);
        return next > 0 && MessageKeys.Contains(after[..next]) ? token[(sign + 1)..] : default;
    }

    /// <summary>Japanese and Chinese set no blank behind their colon: <c>エラー：注文17</c></summary>
    private static ReadOnlySpan<byte> BeforeWideColon(ReadOnlySpan<byte> token) =>
        token[0] >= 0x80 && token.IndexOf("："u8) is > 0 and var colon && LevelWords.IsLevel(token[..colon])
            ? token[..colon]
            : default;

    /// <summary>The logger SLF4J of its own faults, since version 2.</summary>
    private static ReadOnlySpan<byte> OfSlf4j(ReadOnlySpan<byte> token) =>
        token.Length == 9 && token.StartsWith("SLF4J("u8) && token.EndsWith("):"u8) ? token.Slice(6, 1) : default;
}
