using Alerting.Configuration.Values;
using Alerting.Configuration.Yaml;

namespace Alerting.Configuration.Reading;

/// <summary>What one reading of a file has found to say, and the environment it fills placeholders from.</summary>
internal sealed class Report(string file, Func<string, string?> environment)
{
    private readonly List<ConfigMessage> _errors = [];
    private readonly List<ConfigMessage> _notes = [];
    private readonly HashSet<ConfigMessage> _said = [];

    public int ErrorCount => _errors.Count;

    /// <summary>In the order of the file.</summary>
    public IReadOnlyList<ConfigMessage> Errors => Sorted(_errors);

    public IReadOnlyList<ConfigMessage> Notes => Sorted(_notes);

    public void Error(Place place, string text) => Add(_errors, place, text);

    public void Note(Place place, string text) => Add(_notes, place, text);

    public Expansion Expand(TextNode node)
    {
        var expansion = Placeholders.Expand(node.Text, environment);
        foreach (var (offset, text) in expansion.Errors)
            Error(node.PlaceOf(offset), text);
        return expansion;
    }

    /// <summary>A text that must be known when the file is read. Empty after an error.</summary>
    public string Text(TextNode node, string key)
    {
        var expansion = Expand(node);
        if (!expansion.HasSecret)
            return expansion.Errors.Count > 0 ? "" : expansion.Text;
        Error(node.PlaceOf(Math.Max(0, node.Text.IndexOf("${ssm:", StringComparison.Ordinal))), ConfigErrors.SecretNotHere(key));
        return "";
    }

    private void Add(List<ConfigMessage> messages, Place place, string text)
    {
        var message = new ConfigMessage(file, place.Line, place.Column, text);
        // An aliased node is read at each of its places; what is wrong with it is said once.
        if (_said.Add(message))
            messages.Add(message);
    }

    private static List<ConfigMessage> Sorted(List<ConfigMessage> messages)
    {
        messages.Sort((a, b) => (a.Line, a.Column).CompareTo((b.Line, b.Column)));
        return messages;
    }
}
