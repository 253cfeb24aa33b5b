using Alerting.Configuration.Values;
using Alerting.Routing;
using Alerting.Text;

namespace Alerting.Configuration;

/// <summary>Every error and note about a configuration: what is wrong, then what to write instead.</summary>
internal static class ConfigErrors
{
    // YAML syntax.
    public static Finding BadEscape => new(nameof(BadEscape),
        "This backslash is not a valid YAML escape. Write \\\\, or put the text in single quotes.");
    public static Finding BarePlaceholder => new(nameof(BarePlaceholder),
        "A placeholder inside brackets or braces needs quotes. Write \"${NAME}\".");
    public static Finding Empty => new(nameof(Empty),
        "The configuration is empty. It needs at least receivers and routes.");
    public static Finding KeyNotText => new(nameof(KeyNotText), "A key must be text, not a list or a mapping.");
    public static Finding MergeNotAMapping => new(nameof(MergeNotAMapping),
        "\"<<\" can only merge a mapping. Write <<: *name, with &name in front of that mapping.");
    public static Finding NeedsQuotes => new(nameof(NeedsQuotes),
        "Text cannot begin with this character. Put the text in quotes.");
    public static Finding NoColon => new(nameof(NoColon),
        "A colon is missing after a key on this line or above. Write key: value.");
    public static Finding NoItem => new(nameof(NoItem),
        "This line is not an item of the list above. Begin each item with \"- \", in the same column.");
    public static Finding NoKey => new(nameof(NoKey),
        "This line does not fit the lines above. Align the keys of a mapping in one column, and close all brackets " +
        "and quotes.");
    public static Finding OpenBracket => new(nameof(OpenBracket),
        "A bracket or brace before this point is not closed, or a comma is missing.");
    public static Finding OpenQuote => new(nameof(OpenQuote),
        "This quoted text is not closed. Add the closing quote.");
    public static Finding SecondColon => new(nameof(SecondColon),
        "This line has a second \": \". Put the text that contains it in quotes, or begin a new line.");
    public static Finding SecondDocument => new(nameof(SecondDocument),
        "A second YAML document begins here. Remove the \"---\".");
    public static Finding Tab => new(nameof(Tab), "This line is indented with a tab. Use spaces.");
    public static Finding TooDeep => new(nameof(TooDeep),
        "The configuration is nested too deeply. The limit is 50 levels.");
    public static Finding TooLarge => new(nameof(TooLarge),
        "The configuration is too large. The limit is 1,000,000 characters and 100,000 values, with aliases expanded.");

    private static readonly Finding[] OwnYamlErrors = [NoKey, SecondDocument, TooDeep, TooLarge];

    /// <summary>The finding whose text a YAML exception carries; null for the parser's own words.</summary>
    public static Finding? OwnOf(string message) => Array.Find(OwnYamlErrors, own => own.Text == message)
        ?? (message.StartsWith("Unknown alias *", StringComparison.Ordinal)
            ? new Finding(nameof(UnknownAnchor), message) : null);

    public static Finding NotYaml(string message) => new(nameof(NotYaml),
        $"This is not valid YAML: {char.ToLowerInvariant(message[0])}{message[1..].TrimEnd('.')}.");

    public static Finding Tag(string tag) => new(nameof(Tag), $"The tag {tag} is not supported. Remove it.");

    public static Finding UnknownAnchor(string name) => new(nameof(UnknownAnchor),
        $"Unknown alias *{name}. Define it above with &{name}.");

    public static Finding DuplicateKey(string key, int firstLine) => new(nameof(DuplicateKey),
        $"Duplicate key \"{key}\". It is already set on line {firstLine}.");

    public static Finding TemplateWithoutQuotes(string key) => new(nameof(TemplateWithoutQuotes),
        $"\"{key}\" must be a text. Put the template in quotes, or after | on lines of its own.");

    public static Finding BadTemplate(string text) => new(nameof(BadTemplate), text);

    /// <summary>A template that fails for a message that may well come.</summary>
    public static Finding DoubtfulTemplate(string text) => new(nameof(DoubtfulTemplate), text);

    public static Finding NotLinkHost(string text) => new(nameof(NotLinkHost), IsNot(text, "a host",
        "Write it without https:// and without a path, such as wiki.example.com or *.example.com."));

    // Keys and values.
    public static Finding UnknownKey(string key, string where, IEnumerable<string> known) => new(nameof(UnknownKey),
        $"Unknown key \"{key}\" in {where}. {Instead(key, known, "keys")}");

    public static Finding NotAMapping(string what) => new(nameof(NotAMapping),
        $"{Start(what)} must be a mapping. Write key: value.");

    public static Finding NotText(string key) => new(nameof(NotText),
        $"{key} must be a single value, not a list or a mapping.");

    public static Finding NotTextList(string key) => new(nameof(NotTextList),
        $"{key} must be a value or a list of values.");

    public static Finding Missing(string owner, string key, string example) => new("MissingKey",
        $"{owner} has no {key}. Write {example}.");

    public static Finding IsNot(string text, string what, string instead) => new(Finding.InvalidValue,
        $"\"{text}\" is not {what}. {instead}");

    /// <param name="plural">Of what; null for one with an s.</param>
    public static Finding Unknown(string what, string name, IEnumerable<string> known, string? plural = null) =>
        new("UnknownName", $"Unknown {what} \"{name}\". {Instead(name, known, plural ?? what + "s")}");

    public static Finding NoWindow(string interval) => new(nameof(NoWindow),
        $"Time interval {interval} has no times. Write {{ days: mon-fri, from: \"08:00\", to: \"18:00\" }}.");

    public static Finding EmptyWindow(string time) => new(nameof(EmptyWindow),
        $"This interval begins and ends at {time}. Leave out both for whole days, or write to: \"24:00\" for the end " +
        "of the day.");

    public static Finding EmptyDates(string key) => new(nameof(EmptyDates),
        $"{key} is empty, so the interval never begins. Remove {key}, or write when it does.");

    public static Finding ExceptCycle(IEnumerable<string> intervals) => new(nameof(ExceptCycle),
        $"These time intervals leave each other out: {string.Join(" → ", intervals)}. Remove one except.");

    public static Finding NotPositive(string key) => new(nameof(NotPositive),
        $"{key} must be longer than 0. {Durations.Instead}");

    public static Finding NotANumber(string key, string text, int least, int most) => new(nameof(NotANumber),
        $"{key} cannot be \"{text}\". Write a whole number from {least} to {most}.");

    public static Finding NeverMatches(string severity, string? meant) => new(nameof(NeverMatches),
        $"No alert has severity \"{severity}\". " +
        $"Write {(meant is null ? "critical, error, warning or info" : $"\"{meant}\"")}.");

    public static Finding DoubtfulValue(string label, string value, string meant) => new(nameof(DoubtfulValue),
        $"No alert has the {label} \"{value}\". {Suggestion.Sentence(meant)}");

    public static Finding UnknownLabel(string label, string meant) => new(nameof(UnknownLabel),
        $"The label \"{label}\" is unknown. {Suggestion.Sentence(meant)}");

    public static Finding NoDays => new(nameof(NoDays),
        "days is empty, so this interval covers every day. Write mon-fri or [sat, sun], or remove days.");

    /// <summary>A zone that exists and is probably not meant.</summary>
    public static Finding DoubtfulTimeZone(string text) => new(nameof(DoubtfulTimeZone), text);

    public static Finding UnknownTimeZone(string name) => new(nameof(UnknownTimeZone), TimeZones.Unknown(name));

    // Placeholders.
    public static Finding OpenPlaceholder => new(nameof(OpenPlaceholder),
        "This placeholder is not closed. Write ${NAME}, ${NAME:-default} or ${ssm:/name}. For a literal ${, write $${.");
    public static Finding SecretInName => new(nameof(SecretInName),
        "A parameter name cannot contain ${ssm:…}. Write the name, or take it from a variable with ${NAME}.");

    public static Finding BadPlaceholder(string name) => new(nameof(BadPlaceholder),
        $"\"${{{name}\" is not a placeholder. Write ${{NAME}} (letters, digits and _), ${{NAME:-default}} or " +
        $"${{ssm:/name}}.");

    public static Finding BadParameter(string name) => new(nameof(BadParameter),
        $"\"{name}\" is not a Parameter Store name. Remove spaces and braces.");

    public static Finding SecretNotHere(string key) => new(nameof(SecretNotHere),
        $"${{ssm:…}} cannot be used in {key}. It works only in the channels of receivers and people, in url and " +
        "headers of checks, in ical and in smtp.");

    public static Finding ParameterWithoutSlash(string name) => new(nameof(ParameterWithoutSlash),
        $"A parameter name with a path begins with a slash. Write ${{ssm:/{name}}}.");

    // Several sources.
    public static Finding InTwoSources(string key, string section, string first) => new(nameof(InTwoSources),
        $"{(section.Length == 0 ? key : $"\"{key}\" in {section}")} is written on {first} too. Keep one of them.");

    public static Finding EmptySource => new(nameof(EmptySource),
        "This source is empty. Write keys into it, or leave it out.");

    // Receivers.
    public static Finding UnusedReceiver(string name) => new(nameof(UnusedReceiver),
        $"Nothing notifies receiver {name}. Name it in a route's to or in a fallback, or remove it.");

    public static Finding NamedTwice(string name, bool isPerson) => new(nameof(NamedTwice),
        $"\"{name}\" is also the name of a {(isPerson ? "person" : "schedule")}. In an escalation policy the " +
        "receiver counts. Rename one of them.");

    public static Finding ForeignMention(string text, string channel, string example) => new(nameof(ForeignMention),
        $"\"{text}\" mentions nobody in {channel}. Write {example}.");

    public static Finding NoMention(string channels) => new(nameof(NoMention),
        $"{channels} cannot mention anybody. Remove mention.");

    /// <summary>An address that is well formed and probably does not work.</summary>
    public static Finding DoubtfulAddress(string text) => new(nameof(DoubtfulAddress), text);

    public static Finding UrlOfAnother(string host, string channel, string key) => new(nameof(UrlOfAnother),
        $"{host} belongs to {channel}. Write {key}: instead, or the right URL.");

    public static Finding RateLimitTwice => new(nameof(RateLimitTwice),
        "rate_limit and budget are the same setting. Remove budget and keep rate_limit.");

    public static Finding NoChannel(string receiver, IEnumerable<string> channels) => new(nameof(NoChannel),
        $"Receiver {receiver} has no channel. Add one of: {string.Join(", ", channels)}.");

    public static Finding EmailWithoutSmtp(string receiver) => new(nameof(EmailWithoutSmtp),
        $"Receiver {receiver} uses email without a mail server. Add smtp: {{ host, user, password, from }}, or use " +
        "sns: <topic ARN>, whose e-mail subscribers get plain text.");

    public static Finding NoAddress(string channel, string needs, string example) => new(nameof(NoAddress),
        $"{channel} needs {needs}. Write {example}.");

    public static Finding FallsBackToItself(string receiver) => new(nameof(FallsBackToItself),
        $"Receiver {receiver} is its own fallback. Name another receiver, or remove fallback.");

    public static Finding FallbackCycle(IEnumerable<string> receivers) => new(nameof(FallbackCycle),
        $"The fallbacks form a loop: {string.Join(" → ", receivers)}. Remove one of them.");

    public static Finding Skipped(string receiver, string reason) => new(nameof(Skipped),
        $"Receiver {receiver} is skipped: {reason}.");

    public static Finding SkippedChannel(string receiver, string channel, string reason) => new(nameof(SkippedChannel),
        $"Receiver {receiver} does not use {channel}: {reason}.");

    public static string NotSet(IReadOnlyList<string> names) => names.Count == 1
        ? $"{names[0]} is not set"
        : $"{string.Join(", ", names.Take(names.Count - 1))} and {names[^1]} are not set";

    public static Finding LiteralSecret(string key) => new(nameof(LiteralSecret),
        $"{key} is a secret in plain text. Store it in Parameter Store and write ${{ssm:/name}}.");

    public static Finding SecretWithin(string key) => new(nameof(SecretWithin),
        $"{key} contains a secret in plain text. Store it in Parameter Store and write ${{ssm:/name}}.");

    // Routes.
    public static Finding MatcherMapping => NotAMatcher(MatcherSyntax.NoMapping);

    public static Finding NotAMatcher(string text) => new(nameof(NotAMatcher), text);

    public static Finding NoRoutes => new(nameof(NoRoutes),
        "routes is empty, so nobody would be notified. Add - to: [receiver].");
    public static Finding NoRoutesKey => new(nameof(NoRoutesKey),
        "routes is missing, so nobody would be notified. Write routes: and below it - to: [receiver].");
    public static Finding NoReceiversKey => new(nameof(NoReceiversKey),
        "receivers is missing. Write receivers: and below it a name with its channels, such as chat: { slack: " +
        "\"${ssm:/alerting/chat-webhook}\" }.");
    public static Finding NoTo => new(nameof(NoTo),
        "This route notifies nobody. Add to: [receiver], or child routes under routes, or to: [] if that is meant.");
    public static Finding RepeatZero => new(nameof(RepeatZero),
        "repeat cannot be 0. Write a duration such as 4h, or never.");

    public static Finding NotFlapping(string text) => new(nameof(NotFlapping),
        $"\"{text}\" is not a rule for flapping. Write never, or {{ changes: 4, within: 30m }}.");

    // Inhibit rules.
    public static Finding NoWhen => new(nameof(NoWhen),
        "This inhibit rule has no when, so every alert that mute does not match mutes. To choose which ones do, add " +
        "when: ['severity = \"critical\"'].");

    public static Finding EqualIfMissing(string label, string? meant) => new(nameof(EqualIfMissing),
        $"Two alerts without the label \"{label}\" count as equal, so one can mute the other. " + (meant is null
        ? $"To mute only alerts that have it, add '{Matcher.Create(label, MatcherOperator.NotEqual, "")}' to mute."
        : Suggestion.Sentence(meant)));

    public static Finding Reserved(string kind, string name) => new(nameof(Reserved),
        $"\"{name}\" is reserved for the canary, which tests the pipeline. Name the {kind} otherwise.");

    public static Finding DuplicateRoute(string name, string first) => new(nameof(DuplicateRoute),
        $"Duplicate route name \"{name}\", first used on {first}. A route keeps its state under its name, " +
        "so choose another.");

    public static Finding NoMaintenanceMatch => new(nameof(NoMaintenanceMatch),
        "This maintenance window has no match, so it would silence every alert. Write match: ['service = \"rds\"'].");

    public static Finding DuplicateMaintenance(string name) => new(nameof(DuplicateMaintenance),
        $"Duplicate maintenance window \"{name}\". Choose another name: people see it in reasons.");

    public static Finding HoldOfPages => new(nameof(HoldOfPages),
        "This route takes only pages, and hold never delays a page. Remove hold, or let the route take warnings.");

    public static Finding Contradiction(string label) => new(nameof(Contradiction),
        $"No alert reaches this route: no value of \"{label}\" matches all its matchers, those of the routes above " +
        "it included.");

    public static Finding Unreachable(string place, IReadOnlyList<Matcher> match) => new(nameof(Unreachable),
        $"No alert reaches this route: the one on {place} takes " +
        $"{(match.Count == 0 ? "every alert" : "them all")}. Move this route above it, or add continue: true there.");

    public static Finding NotAllRouted(IEnumerable<string> severities) => new(nameof(NotAllRouted),
        $"Some alerts of severity {string.Join(", ", severities)} may match no route and notify nobody. Add a last " +
        "route with only to: [receiver].");

    // Heartbeats and checks.
    public static Finding NotHeartbeatName(string name) => new(nameof(NotHeartbeatName),
        IsNot(name, "the name of a heartbeat",
        $"It stands in a URL: write up to {HeartbeatNames.Longest} letters, digits, \"-\", \"_\" and \".\"."));

    public static Finding UrlWithLogin => new(nameof(UrlWithLogin),
        "A URL of a check cannot contain a login. Write headers: { Authorization: \"${ssm:/name}\" }.");

    public static Finding NotStatus(string text) => new(nameof(NotStatus),
        IsNot(text, "an HTTP status", "Write 200, 2xx or 200-204."));

    public static Finding CheckNotInMinutes(string text) => new(nameof(CheckNotInMinutes),
        $"\"{text}\" cannot be the interval of a check. Write whole minutes up to a day, such as 1m or 5m.");

    public static Finding CheckTimeoutTooLong(string text) => new(nameof(CheckTimeoutTooLong),
        $"\"{text}\" is too long for the timeout of a check. Write at most 20s.");

    public static Finding HeartbeatBelowMinute(string name) => new(nameof(HeartbeatBelowMinute),
        $"Heartbeat {name} may be missing for less than a minute, but heartbeats are looked at once a minute. Write " +
        "every: 1m.");

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
