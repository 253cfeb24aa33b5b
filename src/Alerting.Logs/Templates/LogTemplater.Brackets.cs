using Alerting.Logs.Bytes;

namespace Alerting.Logs.Templates;

internal ref partial struct LogTemplater
{
    /// <summary><c>Set(yarn, hadoop)</c>, and cron's <c>CMD (run-parts /etc/cron.hourly)</c></summary>
    private bool TakeList()
    {
        var isCommand = _out.EndsWithWordAndSpace && _out.LastWord.SequenceEqual("CMD"u8);
        if (!isCommand && !(_out.EndsWithWord && TemplateWords.Collections.Contains(_out.LastWord)))
        {
            return false;
        }

        var close = _text[(_at + 1)..].IndexOf((byte)')');
        if (close <= 0)
        {
            return false;
        }

        _out.Add((byte)'(');
        AddWildcard();
        _out.Add((byte)')');
        _at += close + 2;
        return true;
    }

    /// <summary>Drops a repeated size, so that <c>4259 bytes (4.16 KB)</c> has the same template as <c>327 bytes</c>.</summary>
    private bool SkipRepeatedSize()
    {
        if (!_out.EndsWithWordAndSpace || !_out.LastWord.SequenceEqual("bytes"u8))
        {
            return false;
        }

        var inside = _text[(_at + 1)..Math.Min(_text.Length, _at + 24)];
        var digits = inside.IndexOfAnyExcept(SizeBytes);
        var close = inside.IndexOf((byte)')');
        var after = _at + close + 2;
        // Without the brackets, a word directly after them would merge with the word before.
        var isFree = after >= _text.Length || _text[after] is (byte)',' or (byte)';' || ByteClasses.Of(_text[after]) == ByteClass.Space;
        if (!isFree || digits <= 0 || close <= digits
            || !TemplateWords.UnitsAndDateWords.Contains(inside[digits..close].TrimStart((byte)' ')))
        {
            return false;
        }

        _out.DropTrailingSpace();
        _at = after;
        return true;
    }

    /// <summary><c>[fe80::1]:443</c></summary>
    private bool TakeBracketedAddress()
    {
        var inside = _text[(_at + 1)..Math.Min(_text.Length, _at + 48)];
        var close = inside.IndexOfAnyExcept(AddressBytes);
        if (close < 2 || inside[close] != ']' || inside[..close].Count((byte)':') < 2 || close + 2 >= inside.Length || inside[close + 1] != ':')
        {
            return false;
        }

        var port = inside[(close + 2)..];
        var digits = port.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        digits = digits < 0 ? port.Length : digits;
        if (digits is 0 or > 5)
        {
            return false;
        }

        AddWildcard();
        _at += close + 3 + digits;
        return true;
    }
}
