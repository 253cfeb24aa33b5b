using Alerting.Configuration.Yaml;

namespace Alerting.Cli.Import;

/// <summary>What has no counterpart, with its line and what to do instead.</summary>
internal sealed class ImportNotes(string file)
{
    private readonly List<(int Line, string Text)> _notes = [];

    /// <param name="key">With the keys above it: <c>receivers.team.slack_configs.color</c>.</param>
    public void Add(Place place, string key, string advice) => _notes.Add((place.Line, $"{key}: {advice}"));

    /// <summary>In the order of the file, each <c>alertmanager.yml:12: key: what to do instead.</c></summary>
    public IEnumerable<string> Lines => _notes.Distinct().OrderBy(note => note.Line)
        .Select(note => $"{file}:{note.Line}: {note.Text}");
}

/// <summary>The result of an import.</summary>
/// <param name="Yaml">An <c>alerting.yaml</c>.</param>
/// <param name="Notes">Each a line.</param>
public sealed record ImportResult(string Yaml, IReadOnlyList<string> Notes);
