using Alerting.Logs.Levels;

namespace Alerting.Logs.Headers;

/// <summary>A position in a text header, and what the fields before it have shown.</summary>
internal ref struct HeaderCursor(ReadOnlySpan<byte> text, int at, bool hasTime)
{
    public readonly ReadOnlySpan<byte> Text = text;
    public readonly bool HasTime = hasTime;

    public int At = at;

    /// <summary>Where the message starts, as far as known.</summary>
    public int Message = at;

    public int Columns, Numbers, Brackets;
    public bool BracketedLevel;

    /// <summary>The sign between columns, if a level was followed by one: <c>ERROR;</c></summary>
    public byte Delimiter;
    public ReadOnlySpan<byte> Logger, RequestId, Component;

    public void SetLevel(ReadOnlySpan<byte> word, int end, ref LogLine line)
    {
        line.LevelText = word;
        line.Level = LevelWords.Parse(word);
        At = Message = end;
        Brackets = 0;
    }

    public readonly int TokenEnd(int at)
    {
        var length = Text[Math.Min(at, Text.Length)..].IndexOfAny(" \t|"u8);
        return length < 0 ? Text.Length : at + length;
    }

    /// <summary>The position of the closing bracket, or -1. Searches only a limited distance.</summary>
    public readonly int ClosingBracket(int at)
    {
        var open = Text[at];
        var close = (byte)(open == '(' ? ')' : ']');
        var depth = 0;
        var limit = Math.Min(Text.Length, at + 256);
        for (var i = at; i < limit; i++)
        {
            depth += Text[i] == open ? 1 : Text[i] == close ? -1 : 0;
            if (depth == 0)
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>Skips white space, and separators that are followed by white space.</summary>
    public readonly int SkipSeparators(int at)
    {
        while (at < Text.Length)
        {
            var b = Text[at];
            var lone = at + 1 == Text.Length || Text[at + 1] is (byte)' ' or (byte)'\t' or (byte)'-' or (byte)'[';
            if (b is (byte)' ' or (byte)'\t' or (byte)'|' || (lone && b is (byte)'-' or (byte)':' or (byte)',')
                || (b == ']' && HasTime) || (b == Delimiter && b != 0))
            {
                at++;
                continue;
            }

            break;
        }

        return at;
    }
}
