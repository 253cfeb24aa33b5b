using System.Text.Json;

namespace Alerting.Sources;

/// <summary>
/// Warnings about one message: one sentence per unreadable field, with its value and what was expected.
/// </summary>
internal sealed class ParseWarnings
{
    private const int MaxSentences = 8;
    private const int LongestQuote = 80;

    private readonly HashSet<string> _fields = new(StringComparer.Ordinal);
    private readonly List<string> _sentences = [];

    /// <summary>The first few sentences, and the number of the others.</summary>
    public IReadOnlyList<string> Sentences => _fields.Count <= MaxSentences
        ? _sentences
        : [.. _sentences, $"{_fields.Count - MaxSentences} more fields could not be read."];

    /// <param name="expected">A noun phrase: <c>a number</c>.</param>
    public void Add(string path, JsonElement value, string expected)
    {
        if (_fields.Add(path) && _fields.Count <= MaxSentences)
            _sentences.Add($"Field \"{Cut(path)}\" ignored: {Quote(value)} is not {expected}.");
    }

    private static string Quote(JsonElement value) => Cut(value.GetRawText());

    private static string Cut(string text) => text.Length <= LongestQuote
        ? text
        : text[..(char.IsHighSurrogate(text[LongestQuote - 1]) ? LongestQuote - 1 : LongestQuote)] + "…";
}
