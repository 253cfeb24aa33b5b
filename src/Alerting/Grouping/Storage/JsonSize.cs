using System.Buffers;
using Alerting.Alerts;
using Alerting.Text;

namespace Alerting.Grouping.Storage;

/// <summary>
/// Upper bounds for the size of texts as JSON. Hostile text takes six bytes per character: anything but a letter or
/// digit may be escaped as <c>\u2028</c>.
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
        var size = Of(signal.Source) + Of(signal.Name) + Of(signal.Title) + Of(signal.EventKey) + Of(signal.State)
            + Of(signal.PreviousState) + Of(signal.Summary) + Of(signal.Description) + Of(signal.Account) +
                Of(signal.Region)
            + Of(signal.Service) + Of(alert.SeverityReason);
        foreach (var fact in signal.Facts)
            size += Of(fact.Name) + Of(fact.Value) + Punctuation;
        foreach (var link in signal.Links)
            size += Of(link.Text) + Of(link.Url) + Punctuation;
        foreach (var sample in signal.Samples)
            size += Of(sample) + Punctuation;
        foreach (var problem in signal.Problems)
            size += Of(problem) + Punctuation;
        return size;
    }

    public static int Of(IReadOnlyDictionary<string, string> labels)
    {
        var size = 0;
        foreach (var (name, value) in labels)
            size += Of(name, value);
        return size;
    }

    public static int Of(string label, string value) => Of(label) + Of(value) + Punctuation;

    /// <summary>Truncates the text to the size, with an ellipsis.</summary>
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
        var size = plain;
        foreach (var letter in text.AsSpan(plain))
            size += Of(letter);
        return size;
    }

    private static int Of(char letter) => letter switch
    {
        '"' or '\\' => 2,
        >= ' ' and <= '~' => 1,
        '…' => 3,
        _ => char.IsLetterOrDigit(letter) ? 3 : 6,
    };
}
