using System.Buffers;
using Alerting.Alerts;
using Alerting.Channels;

namespace Alerting.Grouping.Rules;

/// <summary>
/// How many bytes texts take as JSON, at most. Hostile text takes six for a letter: what is no letter of a language is
/// written as <c>\u2028</c>, and a pair of surrogates as two of these.
/// </summary>
internal static class JsonSize
{
    private const int Punctuation = 6;

    private static readonly SearchValues<char> Plain = SearchValues.Create(
        " !#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_`abcdefghijklmnopqrstuvwxyz{|}~");

    public static int Of(Alert alert) => Of(alert.Labels) + WithoutLabels(alert);

    public static int WithoutLabels(Alert alert)
    {
        var signal = alert.Signal;
        var weight = Of(signal.Source) + Of(signal.Name) + Of(signal.Title) + Of(signal.EventKey) + Of(signal.State)
            + Of(signal.PreviousState) + Of(signal.Summary) + Of(signal.Description) + Of(signal.Account) + Of(signal.Region)
            + Of(signal.Service) + Of(alert.SeverityReason);
        foreach (var fact in signal.Facts)
            weight += Of(fact.Name) + Of(fact.Value) + Punctuation;
        foreach (var link in signal.Links)
            weight += Of(link.Text) + Of(link.Url) + Punctuation;
        foreach (var sample in signal.Samples)
            weight += Of(sample) + Punctuation;
        foreach (var problem in signal.Problems)
            weight += Of(problem) + Punctuation;
        return weight;
    }

    public static int Of(IReadOnlyDictionary<string, string> labels)
    {
        var weight = 0;
        foreach (var (name, value) in labels)
            weight += Of(name, value);
        return weight;
    }

    public static int Of(string label, string value) => Of(label) + Of(value) + Punctuation;

    /// <summary>The longest beginning of the text that takes no more bytes, with a sign that there was more.</summary>
    public static string? Cut(string? text, int bytes)
    {
        if (text is null || Of(text) <= bytes)
            return text;
        var (length, left) = (0, bytes - Of('…'));
        while (length < text.Length && (left -= Of(text[length])) >= 0)
            length++;
        return TextCut.To(text, length + 1);
    }

    private static int Of(string? text)
    {
        if (text is null)
            return 0;
        var plain = text.AsSpan().IndexOfAnyExcept(Plain);
        if (plain < 0)
            return text.Length;
        var weight = plain;
        foreach (var letter in text.AsSpan(plain))
            weight += Of(letter);
        return weight;
    }

    private static int Of(char letter) => letter switch
    {
        '"' or '\\' => 2,
        >= ' ' and <= '~' => 1,
        '…' => 3,
        _ => char.IsLetterOrDigit(letter) ? 3 : 6,
    };
}
