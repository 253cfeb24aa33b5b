using System.Collections.Frozen;

namespace Alerting.Sources.Logs.Templates;

/// <summary>A fixed set of ASCII words that is asked with UTF-8 bytes, without a string being made.</summary>
internal sealed class ByteWords
{
    private const int MaxLength = 24;

    private readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> _words;
    private readonly uint _lengths;
    private readonly bool _ignoreCase;

    public ByteWords(bool ignoreCase, string words)
    {
        var list = words.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        _ignoreCase = ignoreCase;
        _words = list.ToFrozenSet(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (var word in list)
        {
            _lengths |= 1u << word.Length;
        }
    }

    /// <summary>Most words are turned away by their length alone.</summary>
    public bool Contains(ReadOnlySpan<byte> word)
    {
        if (word.Length > MaxLength || (_lengths & (1u << word.Length)) == 0)
        {
            return false;
        }

        Span<char> chars = stackalloc char[MaxLength];
        for (var i = 0; i < word.Length; i++)
        {
            chars[i] = (char)(_ignoreCase ? ByteClasses.Lower(word[i]) : word[i]);
        }

        return _words.Contains(chars[..word.Length]);
    }
}
