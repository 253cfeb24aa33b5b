using Alerting.Configuration.Values;
using Alerting.Configuration.Yaml;
using Alerting.OnCall;

namespace Alerting.Configuration.Reading;

/// <summary>Collects the errors and notes of one file, and expands its placeholders from the environment.</summary>
/// <param name="file">The first source.</param>
internal sealed class Report(string file, Func<string, string?> environment, bool wantsNotes)
{
    /// <summary>Where several are read, their names in order.</summary>
    public IReadOnlyList<string> Sources { get; init; } = [];

    /// <summary>The copies of the calendars of time intervals, by their keys.</summary>
    public IReadOnlyDictionary<string, CalendarCopy> Calendars { get; init; } = new Dictionary<string, CalendarCopy>();

    private readonly List<ConfigMessage> _errors = [];
    private readonly List<ConfigMessage> _notes = [];
    private readonly HashSet<ConfigMessage> _reported = [];

    /// <summary>Whether somebody reads the notes. A function, which starts while people wait, does not.</summary>
    public bool WantsNotes => wantsNotes;

    public int ErrorCount => _errors.Count;

    public IReadOnlyList<ConfigMessage> Errors => Sorted(_errors);

    public IReadOnlyList<ConfigMessage> Notes => Sorted(_notes);

    public void Error(Place place, Finding finding) => Add(_errors, place, finding);

    public void Note(Place place, Finding finding)
    {
        if (wantsNotes)
            Add(_notes, place, finding);
    }

    public Expansion Expand(TextNode node)
    {
        var expansion = Placeholders.Expand(node.Text, environment);
        foreach (var (offset, text) in expansion.Errors)
            Error(node.PlaceOf(offset), text);
        foreach (var name in expansion.Parts.Where(part => part.IsSecret).Select(part => part.Text))
        {
            if (name[0] != '/' && name.Contains('/', StringComparison.Ordinal)
                && !name.StartsWith("arn:", StringComparison.Ordinal))
            {
                Note(node.Place, SyntaxErrors.ParameterWithoutSlash(name));
            }
        }
        return expansion;
    }

    /// <summary>A text that cannot contain secrets. Empty after an error.</summary>
    public string Text(TextNode node, string key)
    {
        var expansion = Expand(node);
        if (!expansion.HasSecret)
            return expansion.Errors.Count > 0 ? "" : expansion.Text;
        Error(node.PlaceOf(Math.Max(0, node.Text.IndexOf("${ssm:", StringComparison.Ordinal))),
            SyntaxErrors.SecretNotHere(key));
        return "";
    }

    /// <summary>The entries of a mapping of names.</summary>
    public IReadOnlyList<Entry> Entries(Node? node, string key)
    {
        if (node is not null and not MapNode)
            Error(node.Place, ConfigErrors.NotAMapping(key));
        return (node as MapNode)?.Entries ?? [];
    }

    private void Add(List<ConfigMessage> messages, Place place, Finding finding)
    {
        var message = new ConfigMessage(place.Source ?? file, place.Line, place.Column, finding.Text)
        {
            Code = finding.Code,
        };
        // An aliased node is read once per alias; report its errors once.
        if (_reported.Add(message))
            messages.Add(message);
    }

    private List<ConfigMessage> Sorted(List<ConfigMessage> messages)
    {
        messages.Sort((a, b) => (OrderOf(a), a.Line, a.Column).CompareTo((OrderOf(b), b.Line, b.Column)));
        return messages;
    }

    private int OrderOf(ConfigMessage message)
    {
        for (var i = 0; i < Sources.Count; i++)
        {
            if (Sources[i] == message.File)
                return i;
        }
        return 0;
    }
}
