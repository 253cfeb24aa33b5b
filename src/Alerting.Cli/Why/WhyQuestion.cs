using System.Text;
using Alerting.Incidents;

namespace Alerting.Cli.Why;

/// <summary>What somebody asks about: a part of an alert's name, its id, or an incident.</summary>
internal sealed record WhyQuestion(string Text, DateTimeOffset Since, DateTimeOffset Until)
{
    private const string AlarmOfArn = ":alarm:";
    private const int IdLength = 16;
    private const int MaxNames = 20;

    /// <summary>Of the names that the record knows the alert by; null to search for the text.</summary>
    public IReadOnlyList<string>? Names { get; init; }

    /// <summary>The ARN of an alarm is its name.</summary>
    public static string NameOf(string text)
    {
        var trimmed = text.Trim();
        return trimmed.StartsWith("arn:", StringComparison.Ordinal)
            && trimmed.IndexOf(AlarmOfArn, StringComparison.Ordinal) is > 0 and var at
                ? trimmed[(at + AlarmOfArn.Length)..] : trimmed;
    }

    /// <summary>An incident is asked about when its sign or its id is written.</summary>
    public static bool IsIncident(string text) =>
        text.StartsWith('#') && IncidentCode.IsCode(text)
        || text.Length == IdLength && text[0] == 'i' && text[1..].All(char.IsAsciiHexDigitLower);

    /// <summary>An alert's id, as <c>explain</c> and the log write it.</summary>
    public static bool IsFingerprint(string text) =>
        text.Length == IdLength && text.All(char.IsAsciiHexDigitLower);

    public bool IsAbout(string incidentId) =>
        Text == incidentId || IncidentCode.IsCode(Text) && IncidentCode.Is(Text, incidentId);

    public bool Matches(string alert) => Names is { } names ? names.Contains(alert)
        : alert.Contains(Text, StringComparison.OrdinalIgnoreCase);

    /// <summary>For Logs Insights, whose expressions stand between slashes.</summary>
    public string Filter => Names is { } names
        ? $"alert like /{string.Join('|', names.Take(MaxNames).Select(Escape))}/"
        : IsFingerprint(Text) ? $"fingerprint = \"{Text}\"" : $"alert like /(?i){Escape(Text)}/";

    private static string Escape(string text)
    {
        var escaped = new StringBuilder();
        foreach (var letter in text)
        {
            if (char.IsControl(letter))
                escaped.Append('.');
            else if (char.IsAscii(letter) && !char.IsAsciiLetterOrDigit(letter) && letter is not ('_' or ' '))
                escaped.Append('\\').Append(letter);
            else
                escaped.Append(letter);
        }
        return escaped.ToString();
    }
}
