namespace Alerting.Routing;

/// <summary>
/// A pattern of alternatives that are plain words with at most a leading or trailing <c>.*</c>. Most patterns are, and
/// this saves the milliseconds it takes to build a regex.
/// </summary>
internal sealed class PlainPattern
{
    private readonly List<Word> _words = [];

    private PlainPattern()
    {
    }

    public static PlainPattern? Of(string pattern)
    {
        var plain = new PlainPattern();
        foreach (var alternative in pattern.Split('|'))
        {
            var anyBefore = alternative.StartsWith(".*", StringComparison.Ordinal);
            var rest = anyBefore ? alternative[2..] : alternative;
            var anyAfter = rest.EndsWith(".*", StringComparison.Ordinal);
            var text = (anyAfter ? rest[..^2] : rest).Replace("\\.", "\u0001", StringComparison.Ordinal);
            if (!IsPlain(text))
                return null;
            plain._words.Add(new Word(text.Replace('\u0001', '.'), anyBefore, anyAfter));
        }
        return plain;
    }

    /// <summary>Everything it matches; null if that has no end.</summary>
    public IReadOnlyList<string>? Values =>
        _words.Exists(word => word.AnyBefore || word.AnyAfter) ? null : _words.ConvertAll(word => word.Text);

    public bool IsMatch(string value)
    {
        foreach (var word in _words)
        {
            if (word.IsMatch(value))
                return true;
        }
        return false;
    }

    private static bool IsPlain(string text)
    {
        foreach (var c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('_' or '-' or '/' or ' ' or ':' or '\u0001'))
                return false;
        }
        return true;
    }

    private readonly record struct Word(string Text, bool AnyBefore, bool AnyAfter)
    {
        public bool IsMatch(string value) => (AnyBefore, AnyAfter) switch
        {
            (true, true) => value.Contains(Text, StringComparison.Ordinal),
            (true, false) => value.EndsWith(Text, StringComparison.Ordinal),
            (false, true) => value.StartsWith(Text, StringComparison.Ordinal),
            _ => value == Text,
        };
    }
}
