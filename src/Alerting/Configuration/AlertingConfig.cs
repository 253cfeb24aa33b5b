using System.Text.RegularExpressions;
using Alerting.Alerts;
using Alerting.Routing;
using NodaTime;

namespace Alerting.Configuration;

/// <summary>A valid <c>alerting.yaml</c>, with every default filled in and every reference known to exist.</summary>
public sealed record AlertingConfig
{
    public DateTimeZone TimeZone { get; init; } = DateTimeZone.Utc;

    public IReadOnlyDictionary<string, TimeInterval> TimeIntervals { get; init; } =
        new Dictionary<string, TimeInterval>();

    public IReadOnlyList<SeverityRule> SeverityRules { get; init; } = [];

    /// <summary>Null when e-mail over SMTP is not set up.</summary>
    public SmtpOptions? Smtp { get; init; }

    public IReadOnlyDictionary<string, Receiver> Receivers { get; init; } = new Dictionary<string, Receiver>();

    public IReadOnlyList<Route> Routes { get; init; } = [];

    public FlappingOptions Flapping { get; init; } = new(4, TimeSpan.FromMinutes(30));

    public IReadOnlyList<InhibitRule> Inhibit { get; init; } = [];

    /// <summary>Patterns to mask, beside the built-in ones.</summary>
    public IReadOnlyList<Regex> Redact { get; init; } = [];

    public LogOptions Logs { get; init; } = new(Severity.Warning, []);

    /// <summary>What is allowed but worth knowing: a receiver without a target, a route that nothing can reach.</summary>
    public IReadOnlyList<ConfigMessage> Notes { get; init; } = [];
}

/// <summary>A severity that applies where all matchers match. It yields to the event's own word unless it overrides.</summary>
public sealed record SeverityRule(IReadOnlyList<Matcher> Match, Severity Severity, bool Override);

/// <summary>Told once, then quiet, after this many changes of state within the time.</summary>
public sealed record FlappingOptions(int Changes, TimeSpan Within);

/// <summary>While an alert matching <paramref name="When"/> fires, those matching <paramref name="Mute"/> with equal labels are not told.</summary>
public sealed record InhibitRule(
    IReadOnlyList<Matcher> When, IReadOnlyList<Matcher> Mute, IReadOnlyList<string> Equal);

/// <summary>The least severity a log line must have to become an alert, in general and where matchers match.</summary>
public sealed record LogOptions(Severity MinSeverity, IReadOnlyList<LogRule> Rules);

public sealed record LogRule(IReadOnlyList<Matcher> Match, Severity MinSeverity);

/// <summary>The mail server. TLS is required unless the host is loopback.</summary>
public sealed record SmtpOptions(Setting Host, int Port, Setting User, Setting Password, Setting From);
