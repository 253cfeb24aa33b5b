using System.Globalization;
using System.Text;
using Alerting.Alerts;
using Alerting.Sources;

namespace Alerting.Tests.Sources;

/// <summary>Generates the tables in <c>docs/sources.md</c> from the events.</summary>
public class SourcesDocumentTests
{
    private const string Begin = "<!-- table: written by the tests from the code's own list -->\n";
    private const string End = "<!-- end of table -->";

    private static readonly string Document = Path.Combine(EventCorpus.Root, "docs", "sources.md");

    [Fact]
    public void The_tables_are_up_to_date()
    {
        var document = File.ReadAllText(Document);
        var begin = document.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        var end = document.IndexOf(End, StringComparison.Ordinal);
        var table = Table();
        if (EventCorpus.IsRewriting)
            File.WriteAllText(Document, document = document[..begin] + table + document[end..]);

        document.ShouldContain(table,
            customMessage: "docs/sources.md is stale: ALERTING_REWRITE_EXPECTED=1 dotnet test --project " +
            "test/Alerting.Tests writes it.");
    }

    private static string Table()
    {
        var rows = EventCorpus.Cases.SelectMany(Rows).ToLookup(row => row.Source, row => row.Text);
        var table = new StringBuilder();
        foreach (var source in EventReader.Sources)
        {
            table.Append("\n### ").Append(source).Append(
                "\n\n| event | transport | title | severity | status |\n|---|---|---|---|---|\n");
            foreach (var row in rows[source])
                table.Append(row).Append('\n');
        }
        return table.Append('\n').ToString();
    }

    private static IEnumerable<(string Source, string Text)> Rows(string name)
    {
        var body = EventCorpus.Event(name);
        foreach (var message in EventEnvelope.Open(body))
        {
            var reading = EventReader.ReadMessage(message);
            if (reading.IgnoredReason is { } reason)
                yield return (reading.Source, $"| `{name}` | {Transport(message)} | ignored: {Cell(reason)} | | |");
            foreach (var signal in reading.Signals)
            {
                var claim = signal.Claims is [var own, ..] ? own : signal.Fallback!;
                yield return (signal.Source,
                    $"| `{name}` | {Transport(message)} | {Cell(signal.Title)} | {claim.Severity.Name()} " +
                    $"({Cell(claim.Reason)}) | {(signal.Status == AlertStatus.Firing ? "firing" : "resolved")} |");
            }
        }
    }

    private static string Transport(EventMessage message) => message.Transport switch
    {
        EventTransport.Sns when message.IsObject && message.Json.Has("detail-type") =>
            "EventBridge in SNS",
        EventTransport.Sns => message.IsObject ? "SNS, JSON" : "SNS, text",
        EventTransport.EventBridge => "EventBridge",
        EventTransport.AlarmAction => "alarm action",
        EventTransport.Webhook => "webhook",
        _ => "Lambda",
    };

    /// <summary>Without control and format characters, which hostile titles have.</summary>
    private static string Cell(string text) => string.Concat(text
        .Replace("|", "\\|", StringComparison.Ordinal).ReplaceLineEndings(" ")
        .Where(c => !char.IsControl(c) && char.GetUnicodeCategory(c) != UnicodeCategory.Format));
}
