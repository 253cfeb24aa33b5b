using System.Globalization;
using Alerting.Alerts;

namespace Alerting.Sources.Generic;

/// <summary>
/// The severity in a field: a word, a word among others (<c>1 - Critical</c>), or a number on the scale that the field
/// has by its name. 1 is the worst unless the number is beyond 5, which only scales have on which more is worse.
/// </summary>
internal static class SeverityScale
{
    private const int LongestPhrase = 40;

    private static readonly string[] Highest = ["highest", "blocker", "urgent", "catastrophic", "showstopper"];

    /// <param name="name">The name of the field in lower case without punctuation.</param>
    /// <param name="path">Where the field is.</param>
    /// <param name="tool">The tool whose scale it is; null if the message does not say so.</param>
    public static Severity? Parse(string name, string path, string value, SeverityTool? tool = null)
    {
        if (SeverityWords.Parse(value) is { } word)
            return word;
        var text = value.Trim();
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
        {
            return tool is { } known && name is "severity" or "priority" or "level" or "severitylevel" or "urgency"
                ? known.Of(number)
                : OfNumber(name, path, number, text.Contains('.', StringComparison.Ordinal));
        }
        return text.Length <= LongestPhrase ? OfPhrase(text) : null;
    }

    private static Severity? OfNumber(string name, string path, double number, bool isDecimal)
    {
        if (number < 0)
            return null;
        return name switch
        {
            // Zabbix: 5 is a disaster.
            "nseverity" or "eventnseverity" or "triggernseverity" => At(number, 5, 4, 2),
            // OCSF: 5 is critical, 6 fatal.
            "severityid" => number > 6 ? null : At(number, 5, 4, 3),
            // OpenTelemetry: 17 to 20 are errors.
            "severitynumber" => number > 24 ? null : At(number, 21, 17, 13),
            // Elastic: 73 of 100 and more is critical.
            // CVSS: 9 of 10 and more is critical.
            "cvss" or "cvssscore" or "severityscore" when number <= 10 => At(number, 9, 7, 4),
            "riskscore" => number > 100 ? null : At(number, 73, 47, 21),
            "level" or "loglevel" or "alertlevel" => OfLevel(path, number),
            _ => OfSeverity(number, isDecimal),
        };
    }

    private static Severity? OfSeverity(double number, bool isDecimal)
    {
        if (isDecimal && number <= 10)
            return At(number, 9, 7, 4);
        return number switch
        {
            <= 5 => SeverityWords.Parse($"sev{(int)number}"),
            <= 10 => At(number, 9, 7, 4),
            <= 100 => At(number, 90, 70, 40),
            _ => null,
        };
    }

    /// <summary>
    /// The tens of logging libraries, or the 0 to 16 of Wazuh, which names the rule.
    /// </summary>
    private static Severity? OfLevel(string path, double number)
    {
        if (number is 10 or 20 or 30 or 40 or 50 or 60)
            return At(number, 50, 40, 30);
        return path.EndsWith("rule.level", StringComparison.OrdinalIgnoreCase) && number <= 16
            ? At(number, 14, 12, 7)
            : null;
    }

    private static Severity At(double number, double critical, double error, double warning) => number switch
    {
        _ when number >= critical => Severity.Critical,
        _ when number >= error => Severity.Error,
        _ when number >= warning => Severity.Warning,
        _ => Severity.Info,
    };

    /// <summary>The most severe of the words: <c>1 - Critical</c>, <c>High (4)</c>, <c>POLICY_OPEN_WARNING</c>.</summary>
    private static Severity? OfPhrase(string text)
    {
        Severity? found = null;
        var words = text.Split([' ', '-', '_', '.', ':', '/', '(', ')', '[', ']', ','],
            StringSplitOptions.RemoveEmptyEntries);
        if (words is ["sev" or "Sev" or "SEV" or "severity" or "Severity" or "SEVERITY" or "priority" or "Priority",
            [>= '0' and <= '5'] digit])
        {
            return SeverityWords.Parse($"sev{digit}");
        }
        if (words is [['S' or 's', >= '0' and <= '5']])
            return SeverityWords.Parse($"sev{words[0][1]}");
        foreach (var word in words)
        {
            if (IsAmbiguous(word) || SeverityWords.Parse(word) is not { } severity)
                continue;
            if (found is null || severity > found)
                found = severity;
        }
        return found ?? (words is [var top] && Highest.Contains(top, StringComparer.OrdinalIgnoreCase)
            ? Severity.Critical
            : words is ["lowest" or "Lowest" or "LOWEST" or "trivial" or "Trivial"] ? Severity.Info
            : null);
    }

    /// <summary>In a phrase they mean the event, not how severe it is.</summary>
    private static bool IsAmbiguous(string word) =>
        word.ToLowerInvariant() is "alert" or "none" or "ok" or "page" or "notice" or "failure" or "trace" or "debug";
}
