using System.Globalization;
using Alerting.Alerts;
using Alerting.Logs;
using Alerting.Logs.Batches;
using Alerting.Notifications;
using Alerting.Redaction;
using Alerting.Sources.Logs;
using Alerting.Text;

namespace Alerting.Beside;

/// <summary>The most frequent errors of log lines, in words.</summary>
public static class LikelyCause
{
    private const int Most = 3;
    private const int Longest = 160;

    /// <param name="json">As a log subscription sends it.</param>
    /// <param name="region">For the link; null for none.</param>
    /// <exception cref="LogBatchException">The JSON cannot be read.</exception>
    public static BesideContent Of(byte[] json, string group, string? region)
    {
        var batch = new LogBatchReader(SecretLogKeys.IsSecret, text => Redactor.BuiltIn.Apply(text))
            .ReadJson(json, LogLevel.Error);
        LogOccurrence[] errors = [.. batch.Occurrences.Where(each => each.Level >= LogLevel.Error)
            .OrderByDescending(each => each.Count).Take(Most)];
        if (errors.Length == 0)
            return BesideContent.Empty;
        var first = errors[0].First;
        var link = region is null ? null : ConsoleLinks.LogGroup(region, group, first);
        return new BesideContent
        {
            Facts = [.. errors.Select((error, i) =>
                new Fact(i == 0 ? "Likely cause" : "Also in the log", Words(error)))],
            Links = link is null ? [] : [new Link($"Log at {Minute(first)} UTC", link)],
        };
    }

    /// <summary><c>12 × TimeoutException at PaymentClient.ChargeAsync</c></summary>
    private static string Words(LogOccurrence error)
    {
        var what = error.Exception is { Length: > 0 } exception ? exception[(exception.LastIndexOf('.') + 1)..]
            : error.Samples is [{ Headline.Length: > 0 } sample, ..] ? sample.Headline
            : error.Template.Replace("<*>", "…", StringComparison.Ordinal);
        var words = error.Place is { } place ? $"{what} at {place}" : what;
        return TextCut.Line(string.Create(CultureInfo.InvariantCulture, $"{error.Count} × {words}"), Longest);
    }

    private static string Minute(DateTimeOffset time) =>
        time.UtcDateTime.ToString("HH:mm", CultureInfo.InvariantCulture);
}
