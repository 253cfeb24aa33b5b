using System.Buffers.Text;
using System.Text;

namespace Alerting.Sources.Logs;

/// <summary>
/// Unescapes a JSON string while looking for its end. Log lines are full of escaped quotes, and whether the rest of them is UTF-8
/// is not asked: any bytes will do here.
/// </summary>
internal static class LogJsonText
{
    /// <summary>False where the string has no end, or <paramref name="target"/> is too small.</summary>
    /// <param name="source">What follows the opening quote.</param>
    /// <param name="target">Where the text is written.</param>
    /// <param name="used">The length of the string in the source, its closing quote included.</param>
    /// <param name="written">The length of the text.</param>
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

            // One character takes four bytes at most.
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

    /// <summary><c>\u0022</c>, and two of them for a character beyond the first 65,536. Half a pair becomes U+FFFD.</summary>
    private static int Unicode(ReadOnlySpan<byte> source, ref int from, Span<byte> target)
    {
        var high = Hex(source, from);
        from = Math.Min(from + 4, source.Length);
        if (char.IsHighSurrogate(high) && source[from..].StartsWith("\\u"u8) && Hex(source, from + 2) is var low && char.IsLowSurrogate(low))
        {
            from += 6;
            return new Rune(high, low).EncodeToUtf8(target);
        }

        return (Rune.TryCreate(high, out var rune) ? rune : Rune.ReplacementChar).EncodeToUtf8(target);
    }

    private static char Hex(ReadOnlySpan<byte> source, int at) =>
        at + 4 <= source.Length && Utf8Parser.TryParse(source.Slice(at, 4), out uint value, out var used, 'x') && used == 4 ? (char)value : '\ufffd';
}
