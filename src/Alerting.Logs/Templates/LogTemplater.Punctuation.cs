using Alerting.Logs.Bytes;

namespace Alerting.Logs.Templates;

internal ref partial struct LogTemplater
{
    /// <summary>Reads an existing wildcard, and durations such as <c>&lt;1 sec</c>.</summary>
    private bool TakeAngleBracket()
    {
        var rest = _text[_at..];
        if (rest.StartsWith(TemplateBuffer.Wildcard))
        {
            AddWildcard();
            _at += TemplateBuffer.Wildcard.Length;
            return true;
        }

        var digits = 1;
        while (digits < rest.Length && ByteClasses.IsDigit(rest[digits]))
        {
            digits++;
        }

        if (digits == 1 || digits == rest.Length || rest[digits] != ' ')
        {
            return false;
        }

        var unit = rest[(digits + 1)..];
        var length = unit.StartsWith("sec"u8) ? 3 : unit.StartsWith("ms"u8) ? 2 : 0;
        if (length == 0 || (unit.Length > length && ByteClasses.IsWord(unit[length])))
        {
            return false;
        }

        AddWildcard();
        _at += digits + 1 + length;
        return true;
    }

    /// <summary>Empty brackets on their own are a list that happened to be empty.</summary>
    private bool TakeEmptyBrackets(byte open)
    {
        var close = _at + 1;
        while (close < _text.Length && ByteClasses.Of(_text[close]) == ByteClass.Space)
        {
            close++;
        }

        if (close >= _text.Length || _text[close] != (open == '(' ? ')' : ']') || ByteClasses.IsWord(_out.Last) || _out.Last is (byte)')' or (byte)']')
        {
            return false;
        }

        _out.Add(open);
        AddWildcard();
        _out.Add(_text[close]);
        _at = close + 1;
        return true;
    }

    /// <summary>Clusters write many hosts at once as <c>node-[40-63]</c>.</summary>
    private bool TakeHostRange()
    {
        var inside = _text[(_at + 1)..];
        var close = inside.IndexOfAnyExcept(RangeBytes);
        if (close <= 0 || inside[close] != ']' || !_out.EndsWithWord || _out.LastWord.Length < 2 || _out.Last != '-')
        {
            return false;
        }

        _out.DropLastWord();
        AddWildcard();
        _at += close + 2;
        return true;
    }

    /// <summary>Three or more asterisks in a list of values hide a value or mark an unreadable one.</summary>
    private bool TakeAsterisks()
    {
        var length = _text[_at..].IndexOfAnyExcept((byte)'*');
        length = length < 0 ? _text.Length - _at : length;
        if (length < 3 || !_out.EndsWithWildcard || _out.Last != ' ')
        {
            return false;
        }

        _out.AddWildcard();
        _at += length;
        return true;
    }

    /// <summary>Replaces a quoted name, but reads a quoted sentence, since it often contains the error.</summary>
    private bool TakeQuoted(byte quote)
    {
        var end = ByteClasses.IsWord(_out.Last) ? -1 : FindClosingQuote(quote);
        if (quote == '"' && end > 0 && end + 1 < _text.Length && _text[end + 1] == ':' && QuotedText.IsKey(_text[(_at + 1)..end]))
        {
            _out.Add(quote);
            _out.AddWord(_text[(_at + 1)..end]);
            _out.Add(quote);
            _at = end + 1;
            return true;
        }

        if (end < 0 || !QuotedText.IsVariable(_text[(_at + 1)..end], out var keep))
        {
            return false;
        }

        _out.Add(quote);
        if (keep > 0)
        {
            _out.AddWord(_text.Slice(_at + 1, keep));
            _out.Add((byte)' ');
        }

        AddWildcard();
        _out.Add(quote);
        _at = end + 1;
        return true;
    }

    private int FindClosingQuote(byte quote)
    {
        ref var noneFrom = ref quote == '"' ? ref _noDoubleQuoteFrom : ref _noSingleQuoteFrom;
        if (_at >= noneFrom)
        {
            return -1;
        }

        var length = _text[(_at + 1)..].IndexOf(quote);
        if (length < 0)
        {
            noneFrom = _at;
            return -1;
        }

        return _at + 1 + length;
    }
}
