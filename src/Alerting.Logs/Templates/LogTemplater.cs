using System.Buffers;
using Alerting.Logs.Bytes;

namespace Alerting.Logs.Templates;

/// <summary>
/// Turns a message into its template by replacing the parts that vary between occurrences with <c>&lt;*&gt;</c>.
/// </summary>
/// <remarks>
/// Stateless: the template depends only on the text, so it is the same in every process. One pass looks at each byte a fixed
/// number of times. The template of a template is itself.
/// </remarks>
internal ref partial struct LogTemplater
{
    /// <summary>The rest of a longer message is left out of its template.</summary>
    public const int LongestMessage = 8 * 1024;

    public const int LongestTemplate = 512;

    private static readonly SearchValues<byte> SizeBytes = SearchValues.Create("0123456789.,"u8);

    private static readonly SearchValues<byte> RangeBytes = SearchValues.Create("0123456789,-"u8);

    private readonly ReadOnlySpan<byte> _text;
    private TemplateBuffer _out;
    private int _at;

    /// <summary>No such quote follows from here on. Prevents repeated searches for unclosed quotes.</summary>
    private int _noSingleQuoteFrom, _noDoubleQuoteFrom;

    private LogTemplater(ReadOnlySpan<byte> text, Span<byte> target)
    {
        _text = text[..Math.Min(text.Length, LongestMessage)];
        _out = new TemplateBuffer(target);
        _noSingleQuoteFrom = _noDoubleQuoteFrom = int.MaxValue;
    }

    /// <summary>Writes the template of <paramref name="text"/> to <paramref name="target"/> and returns its length.</summary>
    public static int WriteTemplate(ReadOnlySpan<byte> text, Span<byte> target) =>
        new LogTemplater(text, target[..Math.Min(target.Length, LongestTemplate)]).Run();

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
            case (byte)'<' when TakeAngleBracket():
            case (byte)'"' or (byte)'\'' when TakeQuoted(b):
            case (byte)'(' or (byte)'[' when TakeEmptyBrackets(b):
            case (byte)'(' when TakeList() || SkipRepeatedSize():
            case (byte)'[' when TakeBracketedAddress():
            case (byte)'[' when TakeHostRange():
            case (byte)'*' when TakeAsterisks():
                return;
            default:
                _out.Add(b);
                _at++;
                return;
        }
    }

    private void AddWildcard()
    {
        // "Sat Jun 18" is one date, so the words before the number become part of the wildcard.
        while (_out.EndsWithWordAndSpace && TemplateWords.UnitsAndDateWords.Contains(_out.LastWord))
        {
            _out.DropLastWord();
        }

        _out.AddWildcard();
    }
}
