using Alerting.Channels;

namespace Alerting.Configuration.Reading;

/// <summary>The keys that one kind of mapping may have. A test compares them with the JSON schema.</summary>
/// <param name="Name">The definition in <c>alerting.schema.json</c>; empty for the file itself.</param>
/// <param name="Where">What errors call it: "a route".</param>
/// <param name="Path">Where a file has it, for a key that somebody wrote in another place.</param>
/// <param name="Names">The keys, in the order in which errors list them.</param>
internal sealed record KeySet(string Name, string Where, string Path, string[] Names)
{
    /// <summary>The kinds of mappings of the same file. Default: those of a configuration.</summary>
    public Func<IEnumerable<KeySet>> Family { get; init; } = () => Keys.All;

    /// <summary>What an error about an unknown key says in addition; empty for most.</summary>
    public string Hint { get; init; } = "";
}

internal static class Keys
{
    public static readonly KeySet File = new("", "the configuration", "the top of the file",
    [
        "timezone", "time_intervals", "severity", "smtp", "receivers", "routes", "defaults", "flapping", "inhibit",
        "redact", "link_hosts", "logs", "people", "schedules", "escalations", "fallback", "heartbeats", "checks",
        "accounts", "sms_segments", "maintenance", "templates",
    ]);

    public static readonly KeySet Account =
        new("account", "an account", "accounts.<number>", ["name", "severity_at_most"]);

    public static readonly KeySet Person = new("person", "a person", "people.<name>",
        ["name", .. ChannelCatalog.Personal.Select(channel => channel.Key), "slack", "timezone", "by"]);

    public static readonly KeySet ContactRules =
        new("contact_rules", "by", "people.<name>.by", ["critical", "error", "warning", "info", "other"]);

    public static readonly KeySet ContactRule =
        new("contact_rule", "a rule of by", "people.<name>.by.<severity>", ["channels", "during"]);

    public static readonly KeySet Schedule =
        new("schedule", "a schedule", "schedules.<name>", ["timezone", "layers", "ical"]);

    public static readonly KeySet Rotation = new("rotation", "a layer", "schedules.<name>.layers",
        ["rotation", "every", "handover", "from", "until", "during"]);

    public static readonly KeySet EscalationStep =
        new("escalation_step", "a step", "escalations.<name>", ["after", "notify", "round_robin", "repeat"]);

    public static readonly KeySet Heartbeat =
        new("heartbeat", "a heartbeat", "heartbeats.<name>", ["every", "grace", "severity", "match"]);

    public static readonly KeySet Check = new("check", "a check", "checks.<name>",
        ["url", "every", "timeout", "method", "headers", "expect", "failures", "recoveries", "severity", "redirects",
            "allow_private"]);

    public static readonly KeySet CheckExpectation =
        new("check_expectation", "expect", "checks.<name>.expect", ["status", "body", "latency", "certificate_days"]);

    public static readonly KeySet TimeWindow =
        new("time_window", "a time interval", "time_intervals.<name>",
            ["days", "from", "to", "timezone", "days_of_month", "months", "years",
            "dates", "except", "ical"]);

    public static readonly KeySet Maintenance =
        new("maintenance_window", "a maintenance window", "maintenance", ["name", "during", "match"]);

    public static readonly KeySet ResolvedBySeverity =
        new("resolved_by_severity", "send_resolved", "receivers.<name>.send_resolved",
            ["critical", "error", "warning", "info", "other"]);

    public static readonly KeySet SeverityRule =
        new("severity_rule", "a severity rule", "severity", ["match", "severity", "override"]);

    public static readonly KeySet Templates = new("templates", "templates", "templates", [.. TemplateKeys.All]);

    public static readonly KeySet Smtp = new("smtp", "smtp", "smtp", ["host", "port", "user", "password", "from"]);

    public static readonly KeySet Receiver = new("receiver", "a receiver", "receivers.<name>",
        [.. ChannelCatalog.Keys, "rate_limit", "budget", "fallback", "mention", "send_resolved", "on_call",
            "people", "by", "sms_segments", "templates"]);

    public static readonly KeySet Mention =
        new("mention", "mention", "receivers.<name>.mention", ["critical", "error", "warning", "info"]);

    public static readonly KeySet MentionRule =
        new("mention_rule", "a mention", "receivers.<name>.mention.<severity>", ["text", "during"]);

    public static readonly KeySet Route = new("route", "a route", "routes",
        ["name", "match", "to", "continue", "group_by", "wait", "interval", "repeat", "resolve_after", "flapping",
            "hold", "routes", "escalate", "ack_timeout", "mute", "active", "send_resolved"]);

    public static readonly KeySet Defaults = new("defaults", "defaults", "defaults",
        ["group_by", "wait", "interval", "repeat", "resolve_after"]);

    public static readonly KeySet Wait = new("wait", "wait", "routes.wait", ["pages", "other"]);

    public static readonly KeySet Flapping = new("flapping", "flapping", "flapping", ["changes", "within"]);

    public static readonly KeySet InhibitRule = new("inhibit_rule", "an inhibit rule", "inhibit",
        ["when", "mute", "equal", "unequal", "grace"]);

    public static readonly KeySet Logs = new("logs", "logs", "logs", ["min_severity", "rules"]);

    public static readonly KeySet LogRule = new("log_rule", "a log rule", "logs.rules", ["match", "min_severity"]);

    /// <summary>Every channel has it.</summary>
    public const string SendResolved = "send_resolved";

    public static KeySet Of(ChannelOptions channel) =>
        new(channel.Key, channel.Key, $"receivers.<name>.{channel.Key}",
            [.. channel.All.Select(option => option.Name), SendResolved]);

    public static IEnumerable<KeySet> All =>
    [
        File, TimeWindow, SeverityRule, Smtp, Receiver, Mention, MentionRule, Route, Defaults, Wait, Flapping,
        InhibitRule, Logs, LogRule, Person, ContactRules, ContactRule, Schedule, Rotation, EscalationStep,
        Heartbeat, Check, CheckExpectation, Account, Maintenance, ResolvedBySeverity, Templates,
        .. ChannelCatalog.All.Select(channel => Of(channel.Options)),
    ];
}
