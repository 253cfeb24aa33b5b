namespace Alerting.Text.Liquid;

/// <summary>Cuts a template into its pieces. A dash inside the braces removes the white space outside.</summary>
internal static class LiquidPieces
{
    public static List<LiquidPiece> Of(string text, List<LiquidError> errors)
    {
        var pieces = new List<LiquidPiece>();
        var at = 0;
        while (at < text.Length)
        {
            var open = NextOpen(text, at);
            var isTrimmed = open + 2 < text.Length && text[open + 2] == '-';
            AddText(pieces, text, at, open, trimsEnd: isTrimmed);
            if (open == text.Length)
                break;
            var isTag = text[open + 1] == '%';
            var start = open + (isTrimmed ? 3 : 2);
            var close = Close(text, start, isTag ? "%}" : "}}");
            if (close < 0)
            {
                errors.Add(new LiquidError(open, isTag ? "\"{%\" is not closed. Write %} after the tag."
                    : "\"{{\" is not closed. Write }} after the value."));
                break;
            }
            var piece = new LiquidPiece(isTag ? LiquidPieceKind.Tag : LiquidPieceKind.Output,
                text[start..(text[close - 1] == '-' && close > start ? close - 1 : close)], start, open);
            at = After(text, close);
            if (isTag && piece.Name is "raw" or "comment")
                at = Verbatim(pieces, text, piece, at, errors);
            else
                pieces.Add(piece);
        }
        return pieces;
    }

    private static int NextOpen(string text, int at)
    {
        for (; (at = text.IndexOf('{', at)) >= 0; at++)
        {
            if (at + 1 < text.Length && text[at + 1] is '{' or '%')
                return at;
        }
        return text.Length;
    }

    /// <summary>A quote may contain braces.</summary>
    private static int Close(string text, int start, string end)
    {
        var isNote = text.AsSpan(start).TrimStart() is ['#', ..];
        var quote = '\0';
        for (var at = start; at < text.Length - 1; at++)
        {
            if (quote != '\0')
                quote = text[at] == quote ? '\0' : quote;
            else if (text[at] is '"' or '\'' && !isNote)
                quote = text[at];
            else if (string.CompareOrdinal(text, at, end, 0, 2) == 0)
                return at;
        }
        // An open quote is reported where it is, not as an open brace.
        return quote == '\0' ? -1 : text.IndexOf(end, start, StringComparison.Ordinal);
    }

    /// <summary>Where the text after closing braces begins.</summary>
    private static int After(string text, int close)
    {
        var at = close + 2;
        if (text[close - 1] == '-')
        {
            while (at < text.Length && char.IsWhiteSpace(text[at]))
                at++;
        }
        return at;
    }

    /// <summary>Everything until the end tag is text, or nothing.</summary>
    private static int Verbatim(
        List<LiquidPiece> pieces, string text, LiquidPiece tag, int start, List<LiquidError> errors)
    {
        for (var at = start; (at = text.IndexOf("{%", at, StringComparison.Ordinal)) >= 0; at += 2)
        {
            var isTrimmed = at + 2 < text.Length && text[at + 2] == '-';
            var name = at + (isTrimmed ? 3 : 2);
            var close = text.IndexOf("%}", name, StringComparison.Ordinal);
            if (close < 0)
                break;
            if (text.AsSpan(name, close - name).Trim(" \t\r\n-").SequenceEqual("end" + tag.Name))
            {
                if (tag.Name == "raw")
                    AddText(pieces, text, start, at, isTrimmed);
                return After(text, close);
            }
        }
        errors.Add(new LiquidError(tag.Start, NotClosed(tag.Name)));
        return text.Length;
    }

    public static string NotClosed(string tag) => $"\"{tag}\" is not closed. Write {{% end{tag} %}} after it.";

    private static void AddText(List<LiquidPiece> pieces, string text, int start, int end, bool trimsEnd)
    {
        var part = text[start..end];
        if (trimsEnd)
            part = part.TrimEnd();
        if (part.Length > 0)
            pieces.Add(new LiquidPiece(LiquidPieceKind.Text, part, start, start));
    }
}
