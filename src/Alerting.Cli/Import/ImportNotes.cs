using Alerting.Configuration.Yaml;

namespace Alerting.Cli.Import;

/// <summary>What has no counterpart, with its line and what to do instead.</summary>
internal sealed class ImportNotes(string file)
{
    private readonly List<(Place Place, string Text)> _notes = [];
    private readonly List<string> _files = [file];

    /// <param name="key">With the keys above it: <c>receivers.team.slack_configs.color</c>.</param>
    public void Add(Place place, string key, string advice) => _notes.Add((place, $"{key}: {advice}"));

    /// <summary>Another file that is read with the first.</summary>
    public void AddFile(string name) => _files.Add(name);

    /// <summary>In the order of the file, each <c>alertmanager.yml:12: key: what to do instead.</c></summary>
    public IEnumerable<string> Lines => _notes.OrderBy(note => _files.IndexOf(FileOf(note.Place)))
        .ThenBy(note => note.Place.Line)
        .Select(note => $"{FileOf(note.Place)}:{note.Place.Line}: {note.Text}").Distinct();

    private string FileOf(Place place) => place.Source ?? _files[0];
}

/// <summary>The result of an import.</summary>
/// <param name="Yaml">An <c>alerting.yaml</c>.</param>
/// <param name="Notes">Each a line.</param>
public sealed record ImportResult(string Yaml, IReadOnlyList<string> Notes);
