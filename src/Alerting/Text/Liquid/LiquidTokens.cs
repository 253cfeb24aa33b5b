using System.Globalization;

namespace Alerting.Text.Liquid;

internal enum LiquidTokenKind
{
    End,
    Name,
    Text,
    Number,
    Sign,
}

internal readonly record struct LiquidToken(LiquidTokenKind Kind, string Text, int Offset)
{
    public bool Is(string sign) => Kind == LiquidTokenKind.Sign && Text == sign;

    public bool IsWord(string word) => Kind == LiquidTokenKind.Name && Text == word;

    /// <summary>For errors.</summary>
    public string Shown => Kind == LiquidTokenKind.End ? "the end" : $"\"{Text}\"";
}

/// <summary>Reads the words and signs inside braces.</summary>
internal sealed class LiquidTokens
{
    private static readonly string[] LongSigns = ["==", "!=", "<>", "<=", ">=", ".."];

    private readonly string _text;
    private readonly int _offset;
    private int _at;

    public LiquidTokens(string text, int offset)
    {
        (_text, _offset) = (text, offset);
        Current = Read();
    }

    public LiquidToken Current { get; private set; }

    public LiquidToken Next()
    {
        var token = Current;
        Current = Read();
        return token;
    }

    public bool Take(string sign)
    {
        var isSign = Current.Is(sign);
        if (isSign)
            Next();
        return isSign;
    }

    public bool TakeWord(string word)
    {
        var isWord = Current.IsWord(word);
        if (isWord)
            Next();
        return isWord;
    }

    public LiquidToken Expect(LiquidTokenKind kind, string what) => Current.Kind == kind ? Next()
        : throw new LiquidException($"{Current.Shown} is not {what}.", Current.Offset);

    public void Expect(string sign)
    {
        if (!Take(sign))
            throw new LiquidException($"\"{sign}\" is missing before {Current.Shown}.", Current.Offset);
    }

    public void ExpectEnd()
    {
        if (Current.Kind != LiquidTokenKind.End)
            throw new LiquidException($"Unexpected {Current.Shown}.", Current.Offset);
    }

    private LiquidToken Read()
    {
        while (_at < _text.Length && char.IsWhiteSpace(_text[_at]))
            _at++;
        if (_at == _text.Length)
            return new LiquidToken(LiquidTokenKind.End, "", _offset + _at);
        var start = _at;
        var first = _text[_at];
        if (first is '"' or '\'')
            return Quoted(first);
        if (char.IsAsciiDigit(first) || (first == '-' && start + 1 < _text.Length
            && char.IsAsciiDigit(_text[start + 1])))
        {
            return Number();
        }
        if (char.IsAsciiLetter(first) || first == '_')
        {
            while (_at < _text.Length && (char.IsAsciiLetterOrDigit(_text[_at]) || _text[_at] is '_' or '-'))
                _at++;
            return Token(LiquidTokenKind.Name, start);
        }
        var isLong = Array.Exists(LongSigns, sign => string.CompareOrdinal(_text, start, sign, 0, 2) == 0);
        _at += isLong ? 2 : 1;
        return Token(LiquidTokenKind.Sign, start);
    }

    private LiquidToken Quoted(char quote)
    {
        var start = ++_at;
        var end = _text.IndexOf(quote, start);
        if (end < 0)
            throw new LiquidException("This quote is not closed.", _offset + start - 1);
        _at = end + 1;
        return new LiquidToken(LiquidTokenKind.Text, _text[start..end], _offset + start - 1);
    }

    private LiquidToken Number()
    {
        var start = _at++;
        while (_at < _text.Length && (char.IsAsciiDigit(_text[_at]) || (_text[_at] == '.'
            && _at + 1 < _text.Length && char.IsAsciiDigit(_text[_at + 1]) && !_text[start.._at].Contains('.'))))
        {
            _at++;
        }
        if (!decimal.TryParse(_text[start.._at], NumberStyles.Number, CultureInfo.InvariantCulture, out _))
            throw new LiquidException($"\"{_text[start.._at]}\" is too large a number.", _offset + start);
        return Token(LiquidTokenKind.Number, start);
    }

    private LiquidToken Token(LiquidTokenKind kind, int start) => new(kind, _text[start.._at], _offset + start);
}
