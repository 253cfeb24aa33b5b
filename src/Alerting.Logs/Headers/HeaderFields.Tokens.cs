namespace Alerting.Logs.Headers;

internal ref partial struct HeaderFields
{
    private static bool IsFieldLike(ReadOnlySpan<byte> token) =>
        token.ContainsAnyInRange((byte)'0', (byte)'9') || token[..^1].IndexOf((byte)'.') > 0
        || !token.ContainsAnyInRange((byte)'a', (byte)'z');

    private readonly int TokenEnd(int at)
    {
        var length = _text[Math.Min(at, _text.Length)..].IndexOfAny(" \t|"u8);
        return length < 0 ? _text.Length : at + length;
    }

    /// <summary>The position of the closing bracket, or -1. Searches only a limited distance.</summary>
    private readonly int ClosingBracket(int at)
    {
        var open = _text[at];
        var close = (byte)(open == '(' ? ')' : ']');
        var depth = 0;
        var limit = Math.Min(_text.Length, at + 256);
        for (var i = at; i < limit; i++)
        {
            depth += _text[i] == open ? 1 : _text[i] == close ? -1 : 0;
            if (depth == 0)
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>Skips white space, and separators that are followed by white space.</summary>
    private readonly int SkipSeparators(int at)
    {
        while (at < _text.Length)
        {
            var b = _text[at];
            var lone = at + 1 == _text.Length || _text[at + 1] is (byte)' ' or (byte)'\t' or (byte)'-' or (byte)'[';
            if (b is (byte)' ' or (byte)'\t' or (byte)'|' || (lone && b is (byte)'-' or (byte)':' or (byte)',') || (b == ']' && _hasTime))
            {
                at++;
                continue;
            }

            break;
        }

        return at;
    }
}
