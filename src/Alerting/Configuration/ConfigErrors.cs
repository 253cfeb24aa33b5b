using Alerting.Configuration.Values;
using Alerting.Routing;
using Alerting.Text;

namespace Alerting.Configuration;

/// <summary>Every error and note about a configuration: what is wrong, then what to write instead.</summary>
internal static class ConfigErrors
{
    // YAML syntax.
    public const string BadEscape =
        "This backslash is not a valid YAML escape. Write \\\\, or put the text in single quotes.";
    public const string BarePlaceholder = "A placeholder inside brackets or braces needs quotes. Write \"${NAME}\".";
    public const string Empty = "The configuration is empty. It needs at least receivers and routes.";
    public const string KeyNotText = "A key must be text, not a list or a mapping.";
    public const string MergeNotAMapping =
        "\"<<\" can only merge a mapping. Write <<: *name, with &name in front of that mapping.";
    public const string NeedsQuotes = "Text cannot begin with this character. Put the text in quotes.";
    public const string NoColon = "A colon is missing after a key on this line or above. Write key: value.";
    public const string NoItem =
        "This line is not an item of the list above. Begin each item with \"- \", in the same column.";
    public const string NoKey =
        "This line does not fit the lines above. Align the keys of a mapping in one column, and close all brackets " +
        "and quotes.";
    public const string OpenBracket = "A bracket or brace before this point is not closed, or a comma is missing.";
    public const string OpenQuote = "This quoted text is not closed. Add the closing quote.";
    public const string SecondColon =
        "This line has a second \": \". Put the text that contains it in quotes, or begin a new line.";
    public const string SecondDocument = "A second YAML document begins here. Remove the \"---\".";
    public const string Tab = "This line is indented with a tab. Use spaces.";
    public const string TooDeep = "The configuration is nested too deeply. The limit is 50 levels.";
    public const string TooLarge =
        "The configuration is too large. The limit is 1,000,000 characters and 100,000 values, with aliases expanded.";

    private static readonly string[] OwnYamlErrors = [NoKey, SecondDocument, TooDeep, TooLarge];

    /// <summary>Whether a YAML exception carries one of these texts instead of the parser's own.</summary>
    public static bool IsOwn(string message) =>
        Array.IndexOf(OwnYamlErrors, message) >= 0 || message.StartsWith("Unknown alias *", StringComparison.Ordinal);

    public static string NotYaml(string message) =>
        $"This is not valid YAML: {char.ToLowerInvariant(message[0])}{message[1..].TrimEnd('.')}.";

    public static string Tag(string tag) => $"The tag {tag} is not supported. Remove it.";

    public static string UnknownAnchor(string name) => $"Unknown alias *{name}. Define it above with &{name}.";

    public static string DuplicateKey(string key, int firstLine) =>
        $"Duplicate key \"{key}\". It is already set on line {firstLine}.";

    public static string TemplateWithoutQuotes(string key) =>
        $"\"{key}\" must be a text. Put the template in quotes, or after | on lines of its own.";

    public static string NotLinkHost(string text) => IsNot(text, "a host",
        "Write it without https:// and without a path, such as wiki.example.com or *.example.com.");

    // Keys and values.
    public static string UnknownKey(string key, string where, IEnumerable<string> known) =>
        $"Unknown key \"{key}\" in {where}. {Instead(key, known, "keys")}";

    public static string NotAMapping(string what) => $"{Start(what)} must be a mapping. Write key: value.";

    public static string NotText(string key) => $"{key} must be a single value, not a list or a mapping.";

    public static string NotTextList(string key) => $"{key} must be a value or a list of values.";

    public static string Missing(string owner, string key, string example) => $"{owner} has no {key}. Write {example}.";

    public static string IsNot(string text, string what, string instead) => $"\"{text}\" is not {what}. {instead}";

    /// <param name="plural">Of what; null for one with an s.</param>
    public static string Unknown(string what, string name, IEnumerable<string> known, string? plural = null) =>
        $"Unknown {what} \"{name}\". {Instead(name, known, plural ?? what + "s")}";

    public static string NoWindow(string interval) =>
        $"Time interval {interval} has no times. Write {{ days: mon-fri, from: \"08:00\", to: \"18:00\" }}.";

    public static string EmptyWindow(string time) =>
        $"This interval begins and ends at {time}. Leave out both for whole days, or write to: \"24:00\" for the end " +
        "of the day.";

    public static string EmptyDates(string key) =>
        $"{key} is empty, so the interval never begins. Remove {key}, or write when it does.";

    public static string ExceptCycle(IEnumerable<string> intervals) =>
        $"These time intervals leave each other out: {string.Join(" → ", intervals)}. Remove one except.";

    public static string NotPositive(string key) => $"{key} must be longer than 0. {Durations.Instead}";

    public static string NotANumber(string key, string text, int least, int most) =>
        $"{key} cannot be \"{text}\". Write a whole number from {least} to {most}.";

    public static string NeverMatches(string severity, string? meant) =>
        $"No alert has severity \"{severity}\". " +
        $"Write {(meant is null ? "critical, error, warning or info" : $"\"{meant}\"")}.";

    public static string UnknownLabel(string label, string meant) =>
        $"The label \"{label}\" is unknown. {Suggestion.Sentence(meant)}";

    public const string NoDays =
        "days is empty, so this interval covers every day. Write mon-fri or [sat, sun], or remove days.";

    // Placeholders.
    public const string OpenPlaceholder =
        "This placeholder is not closed. Write ${NAME}, ${NAME:-default} or ${ssm:/name}. For a literal ${, write $${.";
    public const string SecretInName =
        "A parameter name cannot contain ${ssm:…}. Write the name, or take it from a variable with ${NAME}.";

    public static string BadPlaceholder(string name) =>
        $"\"${{{name}\" is not a placeholder. Write ${{NAME}} (letters, digits and _), ${{NAME:-default}} or " +
        $"${{ssm:/name}}.";

    public static string BadParameter(string name) =>
        $"\"{name}\" is not a Parameter Store name. Remove spaces and braces.";

    public static string SecretNotHere(string key) =>
        $"${{ssm:…}} cannot be used in {key}. It works only in the channels of receivers and people, in url and " +
        "headers of checks, in ical and in smtp.";

    public static string ParameterWithoutSlash(string name) =>
        $"A parameter name with a path begins with a slash. Write ${{ssm:/{name}}}.";

    // Receivers.
    public static string UnusedReceiver(string name) =>
        $"Nothing notifies receiver {name}. Name it in a route's to or in a fallback, or remove it.";

    public static string NamedTwice(string name, bool isPerson) =>
        $"\"{name}\" is also the name of a {(isPerson ? "person" : "schedule")}. In an escalation policy the " +
        "receiver counts. Rename one of them.";

    public static string ForeignMention(string text, string channel, string example) =>
        $"\"{text}\" mentions nobody in {channel}. Write {example}.";

    public static string NoMention(string channels) => $"{channels} cannot mention anybody. Remove mention.";

    public static string UrlOfAnother(string host, string channel, string key) =>
        $"{host} belongs to {channel}. Write {key}: instead, or the right URL.";

    public const string RateLimitTwice =
        "rate_limit and budget are the same setting. Remove budget and keep rate_limit.";

    public static string NoChannel(string receiver, IEnumerable<string> channels) =>
        $"Receiver {receiver} has no channel. Add one of: {string.Join(", ", channels)}.";

    public static string EmailWithoutSmtp(string receiver) =>
        $"Receiver {receiver} uses email without a mail server. Add smtp: {{ host, user, password, from }}, or use " +
        "sns: <topic ARN>, whose e-mail subscribers get plain text.";

    public static string NoAddress(string channel, string needs, string example) =>
        $"{channel} needs {needs}. Write {example}.";

    public static string FallsBackToItself(string receiver) =>
        $"Receiver {receiver} is its own fallback. Name another receiver, or remove fallback.";

    public static string FallbackCycle(IEnumerable<string> receivers) =>
        $"The fallbacks form a loop: {string.Join(" → ", receivers)}. Remove one of them.";

    public static string Skipped(string receiver, string reason) => $"Receiver {receiver} is skipped: {reason}.";

    public static string SkippedChannel(string receiver, string channel, string reason) =>
        $"Receiver {receiver} does not use {channel}: {reason}.";

    public static string NotSet(IReadOnlyList<string> names) => names.Count == 1
        ? $"{names[0]} is not set"
        : $"{string.Join(", ", names.Take(names.Count - 1))} and {names[^1]} are not set";

    public static string LiteralSecret(string key) =>
        $"{key} is a secret in plain text. Store it in Parameter Store and write ${{ssm:/name}}.";

    public static string SecretWithin(string key) =>
        $"{key} contains a secret in plain text. Store it in Parameter Store and write ${{ssm:/name}}.";

    // Routes.
    public const string NoRoutes = "routes is empty, so nobody would be notified. Add - to: [receiver].";
    public const string NoRoutesKey =
        "routes is missing, so nobody would be notified. Write routes: and below it - to: [receiver].";
    public const string NoReceiversKey =
        "receivers is missing. Write receivers: and below it a name with its channels, such as chat: { slack: " +
        "\"${ssm:/alerting/chat-webhook}\" }.";
    public const string NoTo =
        "This route notifies nobody. Add to: [receiver], or child routes under routes, or to: [] if that is meant.";
    public const string RepeatZero = "repeat cannot be 0. Write a duration such as 4h, or never.";

    public static string NotFlapping(string text) =>
        $"\"{text}\" is not a rule for flapping. Write never, or {{ changes: 4, within: 30m }}.";

    // Inhibit rules.
    public const string NoWhen =
        "This inhibit rule has no when, so every alert that mute does not match mutes. To choose which ones do, add " +
        "when: ['severity = \"critical\"'].";

    public static string EqualIfMissing(string label, string? meant) =>
        $"Two alerts without the label \"{label}\" count as equal, so one can mute the other. " + (meant is null
            ? $"To mute only alerts that have it, add '{Matcher.Create(label, MatcherOperator.NotEqual, "")}' to mute."
            : Suggestion.Sentence(meant));

    public static string Reserved(string kind, string name) =>
        $"\"{name}\" is reserved for the canary, which tests the pipeline. Name the {kind} otherwise.";

    public static string DuplicateRoute(string name, int firstLine) =>
        $"Duplicate route name \"{name}\", first used on line {firstLine}. A route keeps its state under its name, " +
        "so choose another.";

    public const string NoMaintenanceMatch =
        "This maintenance window has no match, so it would silence every alert. Write match: ['service = \"rds\"'].";

    public static string DuplicateMaintenance(string name) =>
        $"Duplicate maintenance window \"{name}\". Choose another name: people see it in reasons.";

    public const string HoldOfPages =
        "This route takes only pages, and hold never delays a page. Remove hold, or let the route take warnings.";

    public static string Contradiction(string label) =>
        $"No alert reaches this route: no value of \"{label}\" matches all its matchers, those of the routes above " +
        "it included.";

    public static string Unreachable(int line, IReadOnlyList<Matcher> match) =>
        $"No alert reaches this route: the one on line {line} takes " +
        $"{(match.Count == 0 ? "every alert" : "them all")}. Move this route above it, or add continue: true there.";

    public static string NotAllRouted(IEnumerable<string> severities) =>
        $"Some alerts of severity {string.Join(", ", severities)} may match no route and notify nobody. Add a last " +
        "route with only to: [receiver].";

    // Heartbeats and checks.
    public static string NotHeartbeatName(string name) => IsNot(name, "the name of a heartbeat",
        $"It stands in a URL: write up to {HeartbeatNames.Longest} letters, digits, \"-\", \"_\" and \".\".");

    public const string UrlWithLogin =
        "A URL of a check cannot contain a login. Write headers: { Authorization: \"${ssm:/name}\" }.";

    public static string NotStatus(string text) => IsNot(text, "an HTTP status", "Write 200, 2xx or 200-204.");

    public static string CheckNotInMinutes(string text) =>
        $"\"{text}\" cannot be the interval of a check. Write whole minutes up to a day, such as 1m or 5m.";

    public static string CheckTimeoutTooLong(string text) =>
        $"\"{text}\" is too long for the timeout of a check. Write at most 20s.";

    public static string HeartbeatBelowMinute(string name) =>
        $"Heartbeat {name} may be missing for less than a minute, but heartbeats are looked at once a minute. Write " +
        "every: 1m.";

    /// <summary>Suggests the word that was probably meant, or lists all that are allowed.</summary>
    private static string Instead(string word, IEnumerable<string> known, string plural)
    {
        if (Suggestion.For(word, known) is { } meant)
            return Suggestion.Sentence(meant);
        var all = string.Join(", ", known);
        return all.Length == 0 ? $"No {plural} are defined." : $"Known {plural}: {all}.";
    }

    /// <summary>Capitalises words ("a route"), but not the names of keys ("smtp").</summary>
    private static string Start(string what) =>
        what.Contains(' ', StringComparison.Ordinal) ? char.ToUpperInvariant(what[0]) + what[1..] : what;
}
