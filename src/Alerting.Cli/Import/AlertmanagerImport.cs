using Alerting.Configuration.Yaml;

namespace Alerting.Cli.Import;

/// <summary>
/// An <c>alertmanager.yml</c> as an <c>alerting.yaml</c> with the same routes. Every key is translated or listed.
/// </summary>
/// <remarks>https://prometheus.io/docs/alerting/latest/configuration/</remarks>
public static class AlertmanagerImport
{
    /// <exception cref="FormatException">It is not YAML, or not a configuration of Alertmanager.</exception>
    public static ImportResult Read(string yaml, string file) =>
        ImportFiles.Read([(file, yaml)], ImportFiles.Alertmanager);

    internal static bool Is(Node? root) =>
        root is MapNode map && map.Entries.Any(entry => entry.Key.Text == "route");

    internal static string Read(Node root, ImportNotes notes) =>
        Read(new ImportedMap((MapNode)root, "", notes), notes);

    private static string Read(ImportedMap file, ImportNotes notes)
    {
        var global = file.Map("global").Renamed("global");
        var receivers = new AlertmanagerReceivers(global, new ImportedSecrets(notes), notes);
        var all = receivers.Read(file.Maps("receivers"));
        if (all.Entries.Count == 0)
        {
            notes.Add(file.Place, "receivers", "None notifies anybody. Add one, such as " +
                "inbox: { email: you@example.com }, and name it in routes.");
        }
        var smtp = receivers.Mail.Smtp();
        var times = AlertmanagerTimes.Read(file);
        var routes = new AlertmanagerRoutes(receivers.Null).Root(file.Map("route").Renamed("route"));
        var inhibit = file.Maps("inhibit_rules").Select(Inhibit).OfType<object>().ToArray();
        AlertmanagerAdvice.NoteHttp(global, isAuthorized: false);
        global.NoteRest(AlertmanagerAdvice.OfGlobal);
        file.NoteRest(AlertmanagerAdvice.OfFile);
        return YamlText.Of(new YamlMap().With("time_intervals", times.Entries.Count > 0 ? times : null)
            .With("smtp", smtp).With("receivers", all).With("routes", (object[])[routes])
            .With("inhibit", inhibit.Length > 0 ? inhibit : null));
    }

    /// <summary>Null if its matchers cannot be written.</summary>
    private static YamlMap? Inhibit(ImportedMap rule)
    {
        var when = MatcherImport.Read(rule, "source_");
        var mute = MatcherImport.Read(rule, "target_");
        string[] equal = [.. rule.Texts("equal").Select(label => YamlText.Literal(label.Text))];
        if (rule.Has("name"))
            rule.Note("name", "Inhibit rules have no names here; reasons name their number.");
        rule.Take("name");
        rule.NoteRest(_ => null);
        if (when is null || mute is null)
            return null;
        if (mute.Count == 0)
            mute = ["alertname =~ \".*\""];
        return new YamlMap().With("when", when.Count > 0 ? YamlMap.List(when) : YamlMap.List(["alertname =~ \".*\""]))
            .With("mute", YamlMap.List(mute)).With("equal", equal.Length > 0 ? YamlMap.List(equal) : null)
            .With("grace", "0s");
    }
}
