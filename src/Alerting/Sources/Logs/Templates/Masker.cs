using System.Buffers;

namespace Alerting.Sources.Logs.Templates;

/// <summary>
/// Turns a message into its template: what varies from one occurrence to the next becomes <c>&lt;*&gt;</c>.
/// </summary>
/// <remarks>
/// Without memory: the template depends on the text alone, so it is the same in every process. One pass, each byte looked at
/// a fixed number of times. The template of a template is itself.
/// </remarks>
internal ref partial struct Masker
{
    /// <summary>What comes later in a message is left out of its template.</summary>
    public const int LongestMessage = 8 * 1024;

    /// <summary>The longest template.</summary>
    public const int LongestTemplate = 512;

    private static readonly SearchValues<byte> RangeBytes = SearchValues.Create("0123456789,-"u8);

    private readonly ReadOnlySpan<byte> _text;
    private TemplateBuffer _out;
    private int _at;

    /// <summary>There is no such quote at or after these places; kept so that unclosed quotes cost one search only.</summary>
    private int _noSingleQuoteFrom, _noDoubleQuoteFrom;

    private Masker(ReadOnlySpan<byte> text, Span<byte> target)
    {
        _text = text[..Math.Min(text.Length, LongestMessage)];
        _out = new TemplateBuffer(target);
        _noSingleQuoteFrom = _noDoubleQuoteFrom = int.MaxValue;
    }

    /// <summary>Writes the template of <paramref name="text"/> to <paramref name="target"/> and returns what was written.</summary>
    public static int Mask(ReadOnlySpan<byte> text, Span<byte> target) =>
        new Masker(text, target[..Math.Min(target.Length, LongestTemplate)]).Run();

    private int Run()
    {
        while (_at < _text.Length && !_out.Full)
        {
            var b = _text[_at];
            var kind = ByteClasses.Of(b);
            if ((kind & ByteClass.Run) != 0)
            {
                TakeRun();
            }
            else if (kind == ByteClass.Space)
            {
                _out.Add((byte)' ');
                _at++;
            }
            else
            {
                TakePunctuation(b);
            }
        }

        return _out.Finish().Length;
    }

    private void TakePunctuation(byte b)
    {
        switch (b)
        {
            case (byte)'<' when TakeAngle():
            case (byte)'"' or (byte)'\'' when TakeQuoted(b):
            case (byte)'(' or (byte)'[' when TakeEmptyBrackets(b):
            case (byte)'[' when TakeRange():
            case (byte)'*' when TakeStars():
                return;
            default:
                _out.Add(b);
                _at++;
                return;
        }
    }

    /// <summary>A mask that is there already, and <c>&lt;1 sec</c>: how a person is told that something took no time.</summary>
    private bool TakeAngle()
    {
        var rest = _text[_at..];
        if (rest.StartsWith(TemplateBuffer.Mask))
        {
            AddMask();
            _at += TemplateBuffer.Mask.Length;
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

        AddMask();
        _at += digits + 1 + length;
        return true;
    }

    /// <summary>Brackets that stand alone with nothing inside hold a list that was empty this time.</summary>
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
        AddMask();
        _out.Add(_text[close]);
        _at = close + 1;
        return true;
    }

    /// <summary><c>node-[40-63]</c>: how clusters write many hosts at once.</summary>
    private bool TakeRange()
    {
        var inside = _text[(_at + 1)..];
        var close = inside.IndexOfAnyExcept(RangeBytes);
        if (close <= 0 || inside[close] != ']' || !_out.EndsWithWord || _out.LastWord.Length < 2 || _out.Last != '-')
        {
            return false;
        }

        _out.DropLastWord();
        AddMask();
        _at += close + 2;
        return true;
    }

    /// <summary>Stars in a list of numbers stand for a value that could not be read, or must not be shown.</summary>
    private bool TakeStars()
    {
        var length = _text[_at..].IndexOfAnyExcept((byte)'*');
        length = length < 0 ? _text.Length - _at : length;
        if (length < 3 || !_out.EndsWithMask || _out.Last != ' ')
        {
            return false;
        }

        _out.AddMask();
        _at += length;
        return true;
    }

    /// <summary>A quoted name is masked, a quoted sentence is read on: it is where the error often stands.</summary>
    private bool TakeQuoted(byte quote)
    {
        var end = ByteClasses.IsWord(_out.Last) ? -1 : FindClosing(quote);
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

        AddMask();
        _out.Add(quote);
        _at = end + 1;
        return true;
    }

    private int FindClosing(byte quote)
    {
        ref var none = ref quote == '"' ? ref _noDoubleQuoteFrom : ref _noSingleQuoteFrom;
        if (_at >= none)
        {
            return -1;
        }

        var length = _text[(_at + 1)..].IndexOf(quote);
        if (length < 0)
        {
            none = _at;
            return -1;
        }

        return _at + 1 + length;
    }

    private void AddMask()
    {
        // "Sat Jun 18" is one date: the words in front go with the number.
        while (_out.LastWordIsNext && Words.BesideNumber.Contains(_out.LastWord))
        {
            _out.DropLastWord();
        }

        _out.AddMask();
    }
}
