using System.Reflection;
using Alerting.Logs.Batches;
using Alerting.Playground.Views;
using Alerting.Sources;
using Alerting.Text;

namespace Alerting.Playground.Events;

/// <summary>The embedded files of <c>events/</c>.</summary>
internal sealed class EventLibrary
{
    private const string Folder = "events/";

    private readonly Lazy<IReadOnlyList<LibraryView>> _all = new(ReadAll);

    public IReadOnlyList<LibraryView> All => _all.Value;

    public static ReadOnlyMemory<byte>? Read(string path)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(Folder + path);
        if (stream is null)
            return null;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    private static IReadOnlyList<LibraryView> ReadAll()
    {
        var classifier = new AlertPipeline(new Configuration.AlertingConfig());
        return
        [
            .. Assembly.GetExecutingAssembly().GetManifestResourceNames()
                .Where(name => name.StartsWith(Folder, StringComparison.Ordinal))
                .Select(name => name[Folder.Length..].Replace('\\', '/'))
                .Order(StringComparer.Ordinal)
                .Select(path => Describe(path, classifier)),
        ];
    }

    private static LibraryView Describe(string path, AlertPipeline pipeline)
    {
        var slash = path.LastIndexOf('/');
        var family = slash < 0 ? "" : path[..slash];
        var name = Path.GetFileNameWithoutExtension(path[(slash + 1)..]).Replace('-', ' ');
        var body = Read(path)!.Value;
        try
        {
            var signals = new EventIntake(new Configuration.LogOptions(Alerts.Severity.Warning, [])).Read(body);
            var alerts = pipeline.Take(signals, DateTimeOffset.UnixEpoch).Trace.Alerts;
            if (alerts.Count == 0)
            {
                return new LibraryView(path, family, name, "no alert", EventReader.ReadEach(body)[0].Source, null, null,
                    0);
            }
            var first = alerts.MaxBy(traced => traced.Alert.Severity)!.Alert;
            return new LibraryView(path, family, name, TextCut.To(first.Title, 200), first.Signal.Source,
                Alerts.SeverityNames.Name(first.Severity), first.IsFiring ? "firing" : "resolved", alerts.Count);
        }
        catch (LogBatchException unreadable)
        {
            return new LibraryView(path, family, name, unreadable.Message, "log", null, null, 0);
        }
    }
}
