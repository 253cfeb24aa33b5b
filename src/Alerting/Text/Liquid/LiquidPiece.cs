namespace Alerting.Text.Liquid;

internal enum LiquidPieceKind
{
    Text,
    Output,
    Tag,
}

/// <summary>A part of a template: a text, or what stands between <c>{{ }}</c> or <c>{% %}</c>.</summary>
/// <param name="Offset">Where its text begins.</param>
/// <param name="Start">Where its braces begin.</param>
internal readonly record struct LiquidPiece(LiquidPieceKind Kind, string Text, int Offset, int Start)
{
    /// <summary>The first word of a tag.</summary>
    public string Name
    {
        get
        {
            var text = Text.AsSpan().TrimStart();
            var end = 0;
            while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] == '_'))
                end++;
            return text is ['#', ..] ? "#" : text[..end].ToString();
        }
    }

    /// <summary>What follows the name of a tag, with its offset.</summary>
    public (string Text, int Offset) Rest
    {
        get
        {
            var start = Text.Length - Text.AsSpan().TrimStart().Length + Name.Length;
            return (Text[start..], Offset + start);
        }
    }
}
