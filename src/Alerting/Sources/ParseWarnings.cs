using System.Text.Json;

namespace Alerting.Sources;

/// <summary>
/// What could not be read of one message, noted where it is read: each a sentence with the field, what it holds and what
/// would be right.
/// </summary>
internal sealed class ParseWarnings
{
    private const int MaxSentences = 8;
    private const int LongestQuote = 80;

    private readonly HashSet<string> _fields = new(StringComparer.Ordinal);
    private readonly List<string> _sentences = [];

    /// <summary>The sentences; of more than a few only how many there are.</summary>
    public IReadOnlyList<string> Sentences => _fields.Count <= MaxSentences
        ? _sentences
        : [.. _sentences, $"{_fields.Count - MaxSentences} more fields could not be read."];

    /// <param name="path">The field, as it stands in the message.</param>
    /// <param name="expected">What would be right: <c>a number</c>.</param>
    public void Add(string path, JsonElement value, string expected)
    {
        if (_fields.Add(path) && _fields.Count <= MaxSentences)
            _sentences.Add($"The field \"{Cut(path)}\" is not read: {Quote(value)} is not {expected}.");
    }

    private static string Quote(JsonElement value) => Cut(value.GetRawText());

    private static string Cut(string text) => text.Length <= LongestQuote
        ? text
        : text[..(char.IsHighSurrogate(text[LongestQuote - 1]) ? LongestQuote - 1 : LongestQuote)] + "…";
}
