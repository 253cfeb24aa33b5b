using System.Buffers.Text;
using System.Text;

namespace Alerting.Logs.Batches;

/// <summary>
/// Unescapes a JSON string and finds its end in one pass, because log lines are full of escaped quotes. It does not
/// check that the bytes are valid UTF-8.
/// </summary>
internal static class LogJsonText
{
    /// <summary>False if the string has no end or <paramref name="target"/> is too small.</summary>
    /// <param name="source">The JSON after the opening quote.</param>
    /// <param name="target">Receives the unescaped text.</param>
    /// <param name="used">The length of the string in <paramref name="source"/>, with its closing quote.</param>
    /// <param name="written">The length of the unescaped text.</param>
    public static bool TryUnescape(ReadOnlySpan<byte> source, Span<byte> target, out int used, out int written)
    {
        used = written = 0;
        var plain = source.IndexOfAny((byte)'"', (byte)'\\');
        if (plain < 0 || plain > target.Length)
        {
            return false;
        }

        source[..plain].CopyTo(target);
        var from = plain;
        var to = plain;
        while (from < source.Length)
        {
            var b = source[from++];
            if (b == '"')
            {
                used = from;
                written = to;
                return true;
            }

            // A character takes at most four bytes in UTF-8.
            if (to + 4 > target.Length)
            {
                return false;
            }

            if (b != '\\')
            {
                target[to++] = b;
            }
            else if (from < source.Length)
            {
                to += Escape(source, ref from, target[to..]);
            }
        }

        return false;
    }

    private static int Escape(ReadOnlySpan<byte> source, ref int from, Span<byte> target)
    {
        var code = source[from++];
        if (code == 'u')
        {
            return Unicode(source, ref from, target);
        }

        target[0] = code switch
        {
            (byte)'n' => (byte)'\n',
            (byte)'t' => (byte)'\t',
            (byte)'r' => (byte)'\r',
            (byte)'b' => (byte)'\b',
            (byte)'f' => (byte)'\f',
            _ => code,
        };
        return 1;
    }

    /// <summary>Unescapes <c>\u0022</c> or a surrogate pair. An unpaired surrogate becomes U+FFFD.</summary>
    private static int Unicode(ReadOnlySpan<byte> source, ref int from, Span<byte> target)
    {
        var high = Hex(source, from);
        from = Math.Min(from + 4, source.Length);
        if (char.IsHighSurrogate(high) && source[from..].StartsWith("\\u"u8) && Hex(source, from + 2) is var low
            && char.IsLowSurrogate(low))
        {
            from += 6;
            return new Rune(high, low).EncodeToUtf8(target);
        }

        return (Rune.TryCreate(high, out var rune) ? rune : Rune.ReplacementChar).EncodeToUtf8(target);
    }

    private static char Hex(ReadOnlySpan<byte> source, int at) =>
        at + 4 <= source.Length && Utf8Parser.TryParse(source.Slice(at, 4), out uint value, out var used, 'x')
            && used == 4 ? (char)value : '\ufffd';
}
