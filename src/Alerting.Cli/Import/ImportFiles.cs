using Alerting.Cli.Import.Grafana;
using Alerting.Configuration.Yaml;

namespace Alerting.Cli.Import;

/// <summary>Reads what another system was configured with, by its content.</summary>
internal static class ImportFiles
{
    public const string Alertmanager = "alertmanager";
    public const string GrafanaFiles = "grafana";

    /// <param name="files">At least one; several only of Grafana.</param>
    /// <param name="from">The system; null to see it from the content.</param>
    /// <exception cref="FormatException">It is not YAML, or of neither system.</exception>
    public static ImportResult Read(IReadOnlyList<(string Name, string Text)> files, string? from)
    {
        var notes = new ImportNotes(files[0].Name);
        var roots = new List<Node?>();
        foreach (var (name, text) in files)
        {
            if (roots.Count > 0)
                notes.AddFile(name);
            roots.Add(Parse(name, text));
        }
        var yaml = (from ?? KindOf(files, roots)) == GrafanaFiles
            ? GrafanaImport.Read(Checked(files, roots, root => root is not null && GrafanaImport.Is(root),
                "contact points and policies of Grafana: it has neither contactPoints nor policies"), notes)
            : AlertmanagerImport.Read(One(files, roots), notes);
        return new ImportResult(yaml, [.. notes.Lines]);
    }

    private static Node? Parse(string name, string text)
    {
        var (root, errors) = YamlTree.Parse(text.TrimStart('\uFEFF'), name);
        return errors is [var (place, error), ..]
            ? throw new FormatException($"{name}:{place.Line}:{place.Column}: {error}")
            : root;
    }

    private static string KindOf(IReadOnlyList<(string Name, string Text)> files, List<Node?> roots) =>
        files.Count > 1 || !AlertmanagerImport.Is(roots[0]) && roots[0] is { } root && GrafanaImport.Is(root)
            ? GrafanaFiles : Alertmanager;

    private static Node One(IReadOnlyList<(string Name, string Text)> files, List<Node?> roots)
    {
        if (files.Count > 1)
            throw new FormatException("Alertmanager's configuration is one file. Name only that.");
        return Checked(files, roots, AlertmanagerImport.Is, "a configuration of Alertmanager: it has no route")[0];
    }

    private static Node[] Checked(
        IReadOnlyList<(string Name, string Text)> files, List<Node?> roots, Func<Node?, bool> isKnown, string what)
    {
        var wrong = roots.FindIndex(root => !isKnown(root));
        return wrong < 0 ? [.. roots.OfType<Node>()]
            : throw new FormatException($"{files[wrong].Name} is not {what}.");
    }
}
