using System.Globalization;
using Alerting.Alerts;

namespace Alerting.Cli.Why;

/// <summary>Reads the functions' log: it also has what became no incident.</summary>
internal sealed class WhyLog(LogsInsights insights, string group)
{
    private const int Limit = 2000;

    private const string NamesQuery = "filter ispresent(code) and ispresent(alert)\n" +
        "| stats count(*) as lines by alert\n| sort lines desc\n| limit 1000";

    /// <summary>One of an alert's name, an id of it, or the alerts of an incident.</summary>
    public static string Query(WhyQuestion question) =>
        "fields @timestamp, alert, fingerprint, severity, severityReason, status, action, group, " +
        "coalesce(receiver, receivers) as receiverNames, channel, target, outcome, reason, code, delivery, kind\n" +
        $"| filter ispresent(code) and {question.Filter}\n| sort @timestamp desc\n| limit {Limit}";

    public async Task<WhyRead> ReadAsync(WhyQuestion question, CancellationToken cancellation)
    {
        // An incident that the record does not have.
        if (question.Names is [])
            return WhyRead.Empty;
        var answer = await RunAsync(Query(question), question, cancellation);
        WhyEntry[] entries =
            [.. answer.Rows.Where(row => IsAbout(row, question)).Select(Of).OrderBy(entry => entry.At)];
        return new WhyRead(entries, entries.Length > 0 ? [] : await NamesAsync(question, cancellation),
            $"log group {group}: {WhyRecord.Count(entries.Length, "line")}, {Size(answer.BytesScanned)} scanned")
        {
            Problem = answer.Rows.Count < Limit ? null
                : $"Only the latest {Limit:N0} lines of the log were read. For earlier ones, name more of the alert.",
        };
    }

    /// <summary>For a name that nothing matches.</summary>
    private async Task<IReadOnlyCollection<string>> NamesAsync(WhyQuestion question, CancellationToken cancellation)
    {
        var answer = await RunAsync(NamesQuery, question, cancellation);
        return [.. answer.Rows.Select(row => row.GetValueOrDefault("alert")).OfType<string>()];
    }

    private Task<InsightsAnswer> RunAsync(string query, WhyQuestion question, CancellationToken cancellation) =>
        insights.RunAsync(group, query, question.Since, question.Until, cancellation);

    /// <summary>A delivery's line names all its alerts.</summary>
    private static bool IsAbout(IReadOnlyDictionary<string, string> row, WhyQuestion question) =>
        question.Names is null && WhyQuestion.IsFingerprint(question.Text)
        || row.GetValueOrDefault("alert") is { } alert
            && (question.Matches(alert) || alert.Split(", ").Any(question.Matches));

    private static WhyEntry Of(IReadOnlyDictionary<string, string> row)
    {
        string? Field(string name) => row.GetValueOrDefault(name) is { Length: > 0 } text ? text : null;
        var (kind, text) = (Field("delivery"), Field("action")) switch
        {
            ({ }, _) => ("delivery", $"{Capital(Field("outcome"))}: {Field("kind")} to {Field("receiverNames")} by " +
                $"{Field("channel")} {Field("target")} ({Field("reason")})."),
            (_, { }) => ("decision", Field("reason") ?? ""),
            _ => ("event", $"{Field("alert")} {Field("status")} ({Field("severity")}: {Field("severityReason")})."),
        };
        return new WhyEntry(Time(Field("@timestamp")), kind, Field("code") ?? nameof(ReasonCode.Other), text)
        {
            Alert = Field("alert"), Group = Field("group"), Channel = Field("channel"), IsFromLog = true,
            IsFiring = kind == "event" && Field("status") == "firing",
            To = Field("receiverNames")?.Split(',') ?? [],
        };
    }

    private static string Capital(string? outcome) =>
        outcome is { Length: > 0 } ? char.ToUpperInvariant(outcome[0]) + outcome[1..] : "Sent";

    /// <summary>UTC without saying so: <c>2026-11-14 03:00:00.000</c>.</summary>
    private static DateTimeOffset Time(string? text) => DateTimeOffset.TryParse(
        text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : default;

    private static string Size(double bytes) => bytes switch
    {
        < 1000 => $"{bytes:0} B",
        < 1e6 => $"{bytes / 1e3:0} kB",
        < 1e9 => $"{bytes / 1e6:0.0} MB",
        _ => $"{bytes / 1e9:0.0} GB",
    };
}
