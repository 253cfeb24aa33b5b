using System.Text;

namespace Alerting.Sources.Logs;

/// <summary>Why a line has its severity. The text is built on demand, because most lines are never shown.</summary>
public readonly ref struct LogReason
{
    private const int LongestWord = 32;

    private readonly string _before;
    private readonly ReadOnlySpan<byte> _word;
    private readonly string _after;

    internal LogReason(string before, ReadOnlySpan<byte> word = default, string after = "")
    {
        _before = before;
        _word = word[..Math.Min(word.Length, LongestWord)];
        _after = after;
    }

    public override string ToString() => _before + Encoding.UTF8.GetString(_word) + _after;
}
