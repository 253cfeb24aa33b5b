using System.Buffers.Binary;
using System.Text;

namespace Alerting.Logs.Bytes;

/// <summary>
/// A fixed set of words for look-ups by UTF-8 bytes. It compares the length and the first eight bytes as one
/// number, so most look-ups end without comparing single letters.
/// </summary>
internal sealed class ByteWordSet
{
    private const int MaxLength = 28;

    private readonly SameLength?[] _byLength = new SameLength?[MaxLength + 1];
    private readonly bool _ignoreCase;

    public ByteWordSet(bool ignoreCase, string words)
    {
        _ignoreCase = ignoreCase;
        foreach (var group in words.Split(' ').Index().DistinctBy(word => word.Item)
            .GroupBy(word => Encoding.UTF8.GetByteCount(word.Item)))
        {
            byte[][] bytes = [.. group.Select(word => Encoding.UTF8.GetBytes(word.Item))];
            _byLength[group.Key] =
                new([.. bytes.Select(word => Head(word))], bytes, [.. group.Select(word => word.Index)]);
        }
    }

    public bool Contains(ReadOnlySpan<byte> word) => IndexOf(word) >= 0;

    /// <summary>The word's position in the list that made the set, or -1.</summary>
    public int IndexOf(ReadOnlySpan<byte> word)
    {
        if (word.Length > MaxLength || _byLength[word.Length] is not { } known)
        {
            return -1;
        }

        var head = Head(word);
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
        ulong head = 0;
        if (word.Length >= 8)
        {
            head = BinaryPrimitives.ReadUInt64LittleEndian(word);
        }
        else
        {
            for (var i = word.Length - 1; i >= 0; i--)
            {
                head = (head << 8) | word[i];
            }
        }

        return _ignoreCase ? Lower(head) : head;
    }

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
