using System.Buffers.Text;
using System.Numerics;
using System.Runtime.Intrinsics;
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
        var from = 0;
        var to = 0;
        while (IsStop(source, from) || TryCopyPlain(source, target, ref from, ref to))
        {
            if (source[from++] == '"')
            {
                used = from;
                written = to;
                return true;
            }

            // A character takes at most four bytes in UTF-8.
            if (from == source.Length || to + 4 > target.Length)
            {
                return false;
            }

            to += Escape(source, ref from, target[to..]);
        }

        return false;
    }

    private static bool IsStop(ReadOnlySpan<byte> source, int at) =>
        at < source.Length && source[at] is (byte)'"' or (byte)'\\';

    /// <summary>Copies up to the next quote or backslash. False if there is none, or no room for it.</summary>
    private static bool TryCopyPlain(ReadOnlySpan<byte> source, Span<byte> target, ref int from, ref int to)
    {
        // Escapes stand close together, so copying first is faster than a search and a copy for each.
        while (source.Length - from >= Vector128<byte>.Count && target.Length - to >= Vector128<byte>.Count)
        {
            var bytes = Vector128.Create(source[from..]);
            bytes.CopyTo(target[to..]);
            var stops = (Vector128.Equals(bytes, Vector128.Create((byte)'"'))
                | Vector128.Equals(bytes, Vector128.Create((byte)'\\'))).ExtractMostSignificantBits();
            var plain = stops == 0 ? Vector128<byte>.Count : BitOperations.TrailingZeroCount(stops);
            from += plain;
            to += plain;
            if (stops != 0)
            {
                return true;
            }
        }

        var rest = source[from..].IndexOfAny((byte)'"', (byte)'\\');
        if (rest < 0 || rest > target.Length - to)
        {
            return false;
        }

        source.Slice(from, rest).CopyTo(target[to..]);
        from += rest;
        to += rest;
        return true;
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
