using System.Text.RegularExpressions;
using Alerting.Alerts;
using Alerting.Routing;
using NodaTime;

namespace Alerting.Configuration;

/// <summary>A valid <c>alerting.yaml</c>, with defaults filled in and references checked.</summary>
public sealed record AlertingConfig
{
    public DateTimeZone TimeZone { get; init; } = DateTimeZone.Utc;

    public IReadOnlyDictionary<string, TimeInterval> TimeIntervals { get; init; } =
        new Dictionary<string, TimeInterval>();

    /// <summary>The calendars of time intervals.</summary>
    public IReadOnlyList<IntervalCalendar> Calendars => [.. TimeIntervals.Values
        .SelectMany(interval => interval.Windows).Select(window => window.Calendar).OfType<IntervalCalendar>()];

    /// <summary>By account number.</summary>
    public IReadOnlyDictionary<string, Account> Accounts { get; init; } = new Dictionary<string, Account>();

    public Account? AccountOf(Signal signal) =>
        signal.Account is { } number ? Accounts.GetValueOrDefault(number) : null;

    public IReadOnlyList<SeverityRule> SeverityRules { get; init; } = [];

    /// <summary>Null without a mail server.</summary>
    public SmtpOptions? Smtp { get; init; }

    public IReadOnlyDictionary<string, Receiver> Receivers { get; init; } = new Dictionary<string, Receiver>();

    /// <summary>A receiver, or a channel of a person it stands for. Null if it was removed.</summary>
    /// <param name="name">See <see cref="RecipientName"/>.</param>
    public Receiver? FindReceiver(string name)
    {
        if (Receivers.TryGetValue(name, out var configured))
            return configured;
        if (RecipientName.Parse(name) is not { Person: { } key } recipient)
            return WithoutReceiver(name);
        var receiver = Receivers.GetValueOrDefault(recipient.Receiver) ?? WithoutReceiver(recipient.Receiver);
        var person = People.GetValueOrDefault(key);
        Target[] targets = [.. (person?.Targets ?? []).Where(target => target.Channel == recipient.Channel)];
        return receiver is null || targets.Length == 0 ? null
            : receiver with { Name = name, Targets = targets, Person = person };
    }

    public IReadOnlyList<Route> Routes { get; init; } = [];

    /// <summary>By key.</summary>
    public IReadOnlyDictionary<string, Person> People { get; init; } = new Dictionary<string, Person>();

    /// <summary>Of all receivers and people.</summary>
    public IEnumerable<Target> Targets => Receivers.Values.SelectMany(receiver => receiver.Targets)
        .Concat(People.Values.SelectMany(person => person.Targets));

    public IReadOnlyDictionary<string, Schedule> Schedules { get; init; } = new Dictionary<string, Schedule>();

    public IReadOnlyDictionary<string, EscalationPolicy> Escalations { get; init; } =
        new Dictionary<string, EscalationPolicy>();

    /// <summary>The receiver notified when nobody is on call; null if none is configured.</summary>
    public string? Fallback { get; init; }

    public FlappingOptions Flapping { get; init; } = new(4, TimeSpan.FromMinutes(30));

    public IReadOnlyList<InhibitRule> Inhibit { get; init; } = [];

    public IReadOnlyList<MaintenanceWindow> Maintenance { get; init; } = [];

    /// <summary>Patterns to redact, in addition to the built-in ones.</summary>
    public IReadOnlyList<Regex> Redact { get; init; } = [];

    /// <summary>Hosts whose links in alert text stay tappable; <c>*.example.com</c> is every host below it.</summary>
    public IReadOnlyList<string> LinkHosts { get; init; } = [];

    public const int DefaultSmsSegments = 2;

    /// <summary>How many segments a text message may take, unless its receiver says otherwise.</summary>
    public int SmsSegments { get; init; } = DefaultSmsSegments;

    /// <summary>Of all messages, unless their receiver has its own.</summary>
    public MessageTemplates Templates { get; init; } = MessageTemplates.None;

    public LogOptions Logs { get; init; } = new(Severity.Warning, []);

    public IReadOnlyList<Heartbeat> Heartbeats { get; init; } = [];

    public IReadOnlyList<Check> Checks { get; init; } = [];

    /// <summary>Warnings, such as a receiver without a target or a route that no alert reaches.</summary>
    public IReadOnlyList<ConfigMessage> Notes { get; init; } = [];

    /// <summary>In an escalation policy, a person or a schedule stands for a receiver.</summary>
    private Receiver? WithoutReceiver(string name) =>
        People.ContainsKey(name) ? new Receiver(name, []) { People = [name] }
        : Schedules.ContainsKey(name) ? new Receiver(name, []) { OnCall = [name] }
        : null;
}

/// <summary>
/// The severity of alerts that all matchers match. The event's own severity wins unless <paramref name="Override"/> is
/// set.
/// </summary>
public sealed record SeverityRule(IReadOnlyList<Matcher> Match, Severity Severity, bool Override);

/// <summary>
/// While an alert matching <paramref name="When"/> fires, alerts matching <paramref name="Mute"/> with equal labels are
/// suppressed.
/// </summary>
public sealed record InhibitRule(
    IReadOnlyList<Matcher> When, IReadOnlyList<Matcher> Mute, IReadOnlyList<string> Equal)
{
    /// <summary>Labels that must differ.</summary>
    public IReadOnlyList<string> Unequal { get; init; } = [];

    /// <summary>As written; null if the rule has none.</summary>
    public TimeSpan? Grace { get; init; }

    /// <summary>
    /// How long an alert waits once it is no longer muted, so that what recovers together is not notified.
    /// </summary>
    public TimeSpan GraceAtEnd => Grace ?? DefaultGrace;

    /// <summary>How long an alert waits when it arrives, so that its inhibitor may come after it.</summary>
    public TimeSpan GraceAtStart => Grace ?? TimeSpan.Zero;

    public static TimeSpan DefaultGrace { get; } = TimeSpan.FromMinutes(1);
}

/// <summary>The lowest severity at which a log line becomes an alert, with exceptions by matcher.</summary>
public sealed record LogOptions(Severity MinSeverity, IReadOnlyList<LogRule> Rules);

public sealed record LogRule(IReadOnlyList<Matcher> Match, Severity MinSeverity);

/// <summary>The mail server. TLS is required unless the host is loopback.</summary>
public sealed record SmtpOptions(Setting Host, int Port, Setting User, Setting Password, Setting From);
