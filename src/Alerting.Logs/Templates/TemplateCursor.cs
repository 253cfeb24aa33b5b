using Alerting.Logs.Bytes;

namespace Alerting.Logs.Templates;

/// <summary>A position in the message, and the template written so far.</summary>
internal ref struct TemplateCursor(ReadOnlySpan<byte> text, Span<byte> target)
{
    public readonly ReadOnlySpan<byte> Text = text;
    public TemplateBuffer Out = new(target);
    public int At;

    /// <summary>No such quote follows from here on. Prevents repeated searches for unclosed quotes.</summary>
    public int NoSingleQuoteFrom = int.MaxValue, NoDoubleQuoteFrom = int.MaxValue;

    public void AddWildcard()
    {
        // "Sat Jun 18" is one date, so the words before the number become part of the wildcard.
        while ((Out.EndsWithWordAndSpace || Out.EndsWithWordAndComma)
            && TemplateWords.UnitsAndDateWords.Contains(Out.LastWord))
        {
            Out.DropLastWord();
        }

        Out.AddWildcard();
    }

    /// <summary>The text after the white space at a position.</summary>
    public readonly ReadOnlySpan<byte> SkipSpaces(int at)
    {
        while (at < Text.Length && ByteClasses.Of(Text[at]) == ByteClass.Space)
        {
            at++;
        }

        return Text[at..];
    }
}
