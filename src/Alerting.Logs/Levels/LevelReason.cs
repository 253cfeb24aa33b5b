using System.Text;

namespace Alerting.Logs.Levels;

/// <summary>Why a line has its level. The text is built on demand, because most lines are never shown.</summary>
internal readonly ref struct LevelReason
{
    private const int LongestWord = 32;

    private readonly string _before;
    private readonly ReadOnlySpan<byte> _word;
    private readonly string _after;

    public LevelReason(string before, ReadOnlySpan<byte> word = default, string after = "")
    {
        _before = before;
        _word = word[..Math.Min(word.Length, LongestWord)];
        _after = after;
    }

    /// <summary>The same in UTF-8. It never takes more than 256 bytes.</summary>
    public int Write(Span<byte> target)
    {
        var length = Encoding.UTF8.GetBytes(_before, target);
        _word.CopyTo(target[length..]);
        length += _word.Length;
        return length + Encoding.UTF8.GetBytes(_after, target[length..]);
    }

    public override string ToString() => _before + Encoding.UTF8.GetString(_word) + _after;
}
