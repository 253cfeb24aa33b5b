using System.Buffers.Binary;
using System.Text;

namespace Alerting.Logs.Bytes;

/// <summary>
/// A fixed set of words for look-ups by UTF-8 bytes. It compares the length and the first eight bytes as one
/// number, so most look-ups end without comparing single letters. A filter of one bit per word rules out most others.
/// </summary>
internal sealed class ByteWordSet
{
    private const int MaxLength = 32;

    private readonly SameLength?[] _byLength = new SameLength?[MaxLength + 1];
    private readonly ulong[] _filters = new ulong[MaxLength + 1];
    private readonly bool _ignoreCase;

    public ByteWordSet(bool ignoreCase, string words)
    {
        _ignoreCase = ignoreCase;
        foreach (var group in words.Split(' ').Index().DistinctBy(word => word.Item)
            .GroupBy(word => Encoding.UTF8.GetByteCount(word.Item)))
        {
            byte[][] bytes = [.. group.Select(word => Encoding.UTF8.GetBytes(word.Item))];
            ulong[] heads = [.. bytes.Select(word => Head(word))];
            _byLength[group.Key] = new(heads, bytes, [.. group.Select(word => word.Index)]);
            _filters[group.Key] = heads.Aggregate(0UL, (filter, head) => filter | FilterBit(head));
        }
    }

    public bool Contains(ReadOnlySpan<byte> word) => IndexOf(word) >= 0;

    /// <summary>The word's position in the list that made the set, or -1.</summary>
    public int IndexOf(ReadOnlySpan<byte> word)
    {
        if (word.Length > MaxLength || _filters[word.Length] is not (not 0 and var filter))
        {
            return -1;
        }

        var head = Head(word);
        if ((filter & FilterBit(head)) == 0)
        {
            return -1;
        }

        var known = _byLength[word.Length]!;
        var heads = known.Heads;
        for (var i = 0; i < heads.Length; i++)
        {
            if (heads[i] == head && (word.Length <= 8 || RestEquals(word, known.Words[i])))
            {
                return known.Positions[i];
            }
        }

        return -1;
    }

    private bool RestEquals(ReadOnlySpan<byte> word, byte[] known)
    {
        for (var i = 8; i < word.Length; i++)
        {
            if ((_ignoreCase ? ByteClasses.Lower(word[i]) : word[i]) != known[i])
            {
                return false;
            }
        }

        return true;
    }

    private ulong Head(ReadOnlySpan<byte> word)
    {
        var head = word.Length >= 8 ? BinaryPrimitives.ReadUInt64LittleEndian(word) : ShortWord.Read(word);
        return _ignoreCase ? Lower(head) : head;
    }

    private static ulong FilterBit(ulong head) => 1UL << (int)((head * 0x9E37_79B9_7F4A_7C15) >> 58);

    private static ulong Lower(ulong bytes)
    {
        const ulong each = 0x0101_0101_0101_0101;
        var low = bytes & (0x7f * each);
        var beyondZ = low + ((0x7f - 'Z') * each);
        var fromA = low + ((0x80 - 'A') * each);
        return bytes | ((~bytes & (fromA ^ beyondZ) & (0x80 * each)) >> 2);
    }

    private sealed record SameLength(ulong[] Heads, byte[][] Words, int[] Positions);
}
