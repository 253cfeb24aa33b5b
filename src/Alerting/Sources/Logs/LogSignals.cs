using System.Globalization;
using Alerting.Alerts;
using Alerting.Configuration;
using Alerting.Logs;
using Alerting.Logs.Batches;
using Alerting.Text;

namespace Alerting.Sources.Logs;

/// <summary>
/// Turns a batch of log lines into signals: one for each kind of line that reaches the log group's minimum severity,
/// and one more that counts the lines beyond the fifty kinds of a batch, so that no error is lost in a flood.
/// </summary>
public sealed class LogSignals(LogOptions options)
{
    public const string SourceName = Signal.LogSource;

    private const int LongestTitle = 90;

    private static readonly TimeSpan LinkMargin = TimeSpan.FromMinutes(1);

    /// <summary>The level of the lowest minimum of all rules. Lines below it need not be kept.</summary>
    public LogLevel MinLevel { get; } =
        Enum.GetValues<LogLevel>().First(level => level.ToSeverity() >= LowestOf(options));

    /// <param name="region">The region of the log group, which the event does not contain. Without it there are no
    /// links.</param>
    public IReadOnlyList<Signal> From(LogBatch batch, string? region)
    {
        var minimum = MinSeverityFor(batch, region);
        var signals = batch.Occurrences.Where(occurrence => occurrence.Level.ToSeverity() >= minimum)
            .Select(occurrence => FromOccurrence(batch, occurrence, region)).ToList();
        if (FromRest(batch, minimum, region) is { } rest)
            signals.Add(rest);
        return signals;
    }

    private static Severity LowestOf(LogOptions options) =>
        options.Rules.Select(rule => rule.MinSeverity).Append(options.MinSeverity).Min();

    private Severity MinSeverityFor(LogBatch batch, string? region)
    {
        var labels = new Dictionary<string, string>
        {
            ["source"] = SourceName,
            ["account"] = batch.Owner,
            ["region"] = region ?? "",
            ["service"] = Service(batch.LogGroup),
            ["log_group"] = batch.LogGroup,
            ["log_stream"] = batch.LogStream,
        };
        var rule = options.Rules.FirstOrDefault(rule => rule.Match.All(matcher => matcher.Matches(labels)));
        return rule?.MinSeverity ?? options.MinSeverity;
    }

    private static Signal FromOccurrence(LogBatch batch, LogOccurrence occurrence, string? region)
    {
        var severity = occurrence.Level.ToSeverity();
        var name = TextCut.Line(occurrence.Exception ?? ReadableTemplate(occurrence), 160);
        return Base(batch, region, name, occurrence.FirstEventId) with
        {
            Title = Title(batch, occurrence),
            // The severity is part of the identity, so that a later warning does not resolve an error of the same
            // template.
            Identity = $"log|{batch.Owner}|{batch.LogGroup}|{occurrence.Fingerprint}|{severity.Name()}",
            Claims = [new SeverityClaim(severity, occurrence.Reason)],
            Count = occurrence.Count,
            StartsAt = occurrence.First,
            OccurredAt = occurrence.Last,
            Summary = CountSummary(occurrence),
            Labels = Labels(batch, occurrence.Exception),
            Facts = Facts(batch, occurrence),
            Samples = Samples(occurrence),
            Links = Links(batch, occurrence.Template, occurrence.First, occurrence.Last, region),
        };
    }

    /// <summary>Counts the lines beyond the kinds that a batch reports. Their text is only in the log.</summary>
    private static Signal? FromRest(LogBatch batch, Severity minimum, string? region)
    {
        LogLevel[] levels = [.. Enum.GetValues<LogLevel>()
            .Where(level => level.ToSeverity() >= minimum && batch.Rest.Of(level) > 0).Reverse()];
        if (levels is not [var worst, ..] || batch.Occurrences is not [var first, ..])
            return null;
        var severity = worst.ToSeverity();
        var counts = levels.Select(level => $"{batch.Rest.Of(level)} {level.ToSeverity().Name()}");
        // The name is part of group keys, so it stays as stored; people read the title.
        var name = $"{Service(batch.LogGroup)}: lines of more kinds than are told one by one";
        return Base(batch, region, name, first.FirstEventId + "|rest") with
        {
            Title = $"{Service(batch.LogGroup)}: more than {LogBatch.MaxKinds} kinds of log lines in one batch",
            Identity = $"log|{batch.Owner}|{batch.LogGroup}|rest|{severity.Name()}",
            Claims = [new SeverityClaim(severity, "highest severity of the further lines")],
            StartsAt = first.First,
            OccurredAt = first.Last,
            Summary = "Not listed separately: " + string.Join(", ", counts) + ".",
            Labels = Labels(batch, exception: null),
            Links = Links(batch, "", first.First, first.Last, region),
        };
    }

    private static Signal Base(LogBatch batch, string? region, string name, string eventId) => new()
    {
        Source = SourceName,
        Name = name,
        Title = name,
        Identity = "",
        EventKey = $"{batch.LogGroup}|{batch.LogStream}|{eventId}",
        Account = batch.Owner.Length > 0 ? batch.Owner : null,
        Region = region,
        Service = Service(batch.LogGroup),
        IsOfOneSeverity = true,
    };

    /// <summary><c>/aws/lambda/orders</c> becomes <c>orders</c>.</summary>
    private static string Service(string logGroup) =>
        logGroup[(logGroup.TrimEnd('/').LastIndexOf('/') + 1)..].TrimEnd('/');

    private static Dictionary<string, string> Labels(LogBatch batch, string? exception)
    {
        var labels =
            new Dictionary<string, string> { ["log_group"] = batch.LogGroup, ["log_stream"] = batch.LogStream };
        if (exception is not null)
            labels["exception"] = exception;
        return labels;
    }

    /// <summary>As long as people read at a glance; the whole line is a sample.</summary>
    private static string Title(LogBatch batch, LogOccurrence occurrence)
    {
        var service = Service(batch.LogGroup);
        var line = TextCut.AtWord(TextCut.Line(Headline(occurrence), 200), Math.Max(40, LongestTitle - service.Length));
        return $"{service}: {line}{Times(occurrence)}";
    }

    /// <summary>A real line, never its template.</summary>
    private static string Headline(LogOccurrence occurrence) => occurrence.Headline
        ?? (occurrence.Samples is [{ Headline.Length: > 0 } first, ..] ? first.Headline : ReadableTemplate(occurrence));

    /// <summary>With an ellipsis for what varies, in place of the template's own mark.</summary>
    private static string ReadableTemplate(LogOccurrence occurrence) =>
        occurrence.Template.Replace("<*>", "…", StringComparison.Ordinal);

    /// <summary>How often, in the title, because a text message has nothing else: <c> — 14 times in 9 s</c></summary>
    private static string Times(LogOccurrence occurrence) => occurrence.Count == 1 ? ""
        : string.Create(CultureInfo.InvariantCulture, $" — {occurrence.Count:#,0} times{Span(occurrence)}");

    private static string Span(LogOccurrence occurrence) => (occurrence.Last - occurrence.First) switch
    {
        { TotalSeconds: < 1 } => "",
        { TotalSeconds: < 120 } span => string.Create(CultureInfo.InvariantCulture, $" in {span.TotalSeconds:0} s"),
        var span => string.Create(CultureInfo.InvariantCulture, $" in {span.TotalMinutes:0} min"),
    };

    private static string CountSummary(LogOccurrence occurrence) => occurrence.Count == 1
        ? $"Seen once, at {Time(occurrence.First)} UTC."
        : $"Seen {occurrence.Count.ToString("#,0", CultureInfo.InvariantCulture)} times from " +
        $"{Time(occurrence.First)} to {Time(occurrence.Last)} UTC.";

    private static List<Fact> Facts(LogBatch batch, LogOccurrence occurrence)
    {
        var facts = new List<Fact> { new("Log group", batch.LogGroup), new("Log stream", batch.LogStream) };
        if (occurrence.Logger is { Length: > 0 } logger)
            facts.Add(new Fact("Logger", logger));
        if (occurrence.Samples is [{ RequestId: { Length: > 0 } request }, ..])
            facts.Add(new Fact("Request", request));
        if (occurrence.Report is { } report)
            AddFigures(facts, report);
        return facts;
    }

    private static void AddFigures(List<Fact> facts, LambdaReport report)
    {
        if (report.Duration is { } duration)
            facts.Add(new Fact("Duration", duration));
        if (report.MaxMemoryUsed is { } used)
            facts.Add(new Fact("Memory", report.MemorySize is { } size ? $"{used} of {size} used" : $"{used} used"));
    }

    /// <summary>One stack trace with the program's own frames first, or else up to three lines as they came.</summary>
    private static List<string> Samples(LogOccurrence occurrence)
    {
        if (occurrence.Stack is not { Length: > 0 } stack)
            return [.. occurrence.Samples.Select(sample => sample.Text.TrimEnd())];
        var line = occurrence.Samples is [var first, ..]
            ? first.Message.Split('\n')[0]
            : ReadableTemplate(occurrence);
        return [TextCut.Line(line, 500) + "\n" + stack];
    }

    private static List<Link> Links(LogBatch batch, string template, DateTimeOffset first, DateTimeOffset last,
        string? region)
    {
        if (region is null)
            return [];
        var (from, to) = (first - LinkMargin, last + LinkMargin);
        var links = new List<Link>();
        if (ConsoleLinks.LogStream(region, batch.LogGroup, batch.LogStream, from, to) is { } stream)
            links.Add(new("Log stream", stream));
        if (ConsoleLinks.LogsInsights(region, batch.LogGroup, InsightsQuery.For(template), from, to) is { } insights)
            links.Add(new("Logs Insights", insights));
        return links;
    }

    private static string Time(DateTimeOffset time) =>
        time.UtcDateTime.ToString("HH:mm:ss", CultureInfo.InvariantCulture);
}
