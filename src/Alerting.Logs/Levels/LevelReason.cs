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

    public override string ToString() => _before + Encoding.UTF8.GetString(_word) + _after;
}
