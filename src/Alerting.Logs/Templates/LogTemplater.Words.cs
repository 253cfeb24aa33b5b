using Alerting.Logs.Bytes;

namespace Alerting.Logs.Templates;

/// <summary>Decides about plain words: most stay, a few are values because of their position.</summary>
internal ref partial struct LogTemplater
{
    /// <summary>A template shorter than this was not truncated, so its end is the end of the message.</summary>
    private const int SurelyUntruncated = LongestTemplate - 128;

    private void AddPlainWord(ReadOnlySpan<byte> word)
    {
        if (ExtendsWildcard(word))
        {
            _out.AddWildcard();
        }
        else if (IsValue(word))
        {
            AddWildcard();
        }
        else
        {
            _out.AddWord(word);
        }
    }

    /// <summary>A month after its day or a unit after its size belongs to the wildcard before it.</summary>
    private readonly bool ExtendsWildcard(ReadOnlySpan<byte> word) =>
        word.Length <= 9 && _out.EndsWithWildcard && TemplateWords.UnitsAndDateWords.Contains(word);

    private readonly bool IsValue(ReadOnlySpan<byte> word)
    {
        if (word.Length > 64 || IsHex(word))
        {
            return true;
        }

        if (_out.Last == '=')
        {
            return IsValueOfKey(word);
        }

        return _out.EndsWithWordAndSpace ? IsUserName(word) || IsStateName(word) : _out.Last == ' ' && FollowsColon() && (IsYesOrNo(word) || IsProcessName());
    }

    /// <summary>The states of a transition: <c>from RUNNING to SUCCEEDED</c></summary>
    private readonly bool IsStateName(ReadOnlySpan<byte> word)
    {
        if (word.Length < 2 || !ByteClasses.IsUpper(word[0]) || !ByteClasses.IsUpper(word[^1]) || word.ContainsAnyInRange((byte)'a', (byte)'z'))
        {
            return false;
        }

        var last = _out.LastWord;
        return last.SequenceEqual("from"u8)
            ? SkipSpaces(_at) is var to && to.StartsWith("to"u8) && SkipSpaces(_text.Length - to.Length + 2) is [var first, var second, ..] && to[2] != first
                && ByteClasses.IsUpper(first) && ByteClasses.IsUpper(second)
            : last.SequenceEqual("to"u8) && _out.Written.EndsWith("from <*> to "u8);
    }

    private readonly bool FollowsColon() => _out.Written is [.., (byte)':', _];

    /// <summary><c>opt-in: False</c>; not <c>Error: No such file</c></summary>
    private readonly bool IsYesOrNo(ReadOnlySpan<byte> word) =>
        word.Length <= 5 && TemplateWords.YesOrNo.Contains(word)
        && ((_at < _text.Length && _text[_at] is (byte)',' or (byte)';' or (byte)')' or (byte)'}') || (SkipSpaces(_at).IsEmpty && _out.Length < SurelyUntruncated));

    /// <summary>The name of a process before its id: <c>START: ftp pid=17</c></summary>
    private readonly bool IsProcessName() => _at < _text.Length && ByteClasses.Of(_text[_at]) == ByteClass.Space && SkipSpaces(_at).StartsWith("pid="u8);

    /// <summary>The text after the white space at a position.</summary>
    private readonly ReadOnlySpan<byte> SkipSpaces(int at)
    {
        while (at < _text.Length && ByteClasses.Of(_text[at]) == ByteClass.Space)
        {
            at++;
        }

        return _text[at..];
    }

    /// <summary>No word consists of eight or more letters from a to f, as in <c>ffffffff</c>.</summary>
    private static bool IsHex(ReadOnlySpan<byte> word) =>
        word.Length >= 8 && (ByteClasses.Of(word[0]) & ByteClasses.Of(word[^1]) & ByteClass.HexLetter) != 0
        && word.IndexOfAnyExceptInRange((byte)'a', (byte)'f') < 0;

    private readonly bool IsValueOfKey(ReadOnlySpan<byte> word)
    {
        if (TemplateWords.EmptyValues.Contains(word))
        {
            return true;
        }

        var key = _out.LastWord;
        return _out.Written[..^1].EndsWith(key) && TemplateWords.IdentityKeys.Contains(key[(key.LastIndexOfAny("_-."u8) + 1)..])
            && !TemplateWords.WellKnownAccounts.Contains(word);
    }

    /// <summary><c>session opened for user alice</c>, <c>Failed password for bob from …</c></summary>
    private readonly bool IsUserName(ReadOnlySpan<byte> word)
    {
        var last = _out.LastWord;
        var rule = last.Length == 4 && last.SequenceEqual("user"u8) ? TemplateWords.BeforeUser
            : last.Length == 3 && last.SequenceEqual("for"u8) ? TemplateWords.BeforeFor
            : null;
        if (last.Length == 4 && (_out.PreviousWord.SequenceEqual("invalid"u8) || _out.PreviousWord.SequenceEqual("illegal"u8)) && last.SequenceEqual("user"u8))
        {
            return !TemplateWords.AfterInvalidUser.Contains(word);
        }

        return rule is not null && rule.Contains(_out.PreviousWord) && !TemplateWords.NeverNames.Contains(word);
    }
}
