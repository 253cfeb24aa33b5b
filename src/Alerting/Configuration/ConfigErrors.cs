using Alerting.Configuration.Reading;
using Alerting.Configuration.Values;

namespace Alerting.Configuration;

/// <summary>Everything a configuration can be told is wrong with it: what is wrong, then what would be right.</summary>
internal static class ConfigErrors
{
    // The text as YAML.
    public const string BadEscape = "There is a backslash YAML does not know here: in double quotes write \\\\, or use single quotes.";
    public const string BarePlaceholder = "A placeholder between brackets or braces needs quotes: write \"${NAME}\".";
    public const string Empty = "The configuration is empty: it needs at least receivers and routes.";
    public const string KeyNotText = "A key must be a plain word.";
    public const string MergeNotAMapping = "\"<<\" merges a mapping: write <<: *name, where &name stands before a mapping.";
    public const string NeedsQuotes = "A text that begins with this character needs quotes around it.";
    public const string NoColon = "A key is followed by a colon and a space: write key: value.";
    public const string NoItem = "This line does not continue the list above it: the items of a list begin with \"- \", in the same column.";
    public const string NoKey = "This line does not continue what stands above it: keys of one mapping begin in the same column, and brackets and quotes must be closed.";
    public const string OpenBracket = "A bracket or brace before this place is not closed, or a comma is missing.";
    public const string OpenQuote = "A quoted text is not closed: its last quote is missing.";
    public const string SecondColon = "There is a second colon in this line: put the text that contains \": \" in quotes, or begin a new line.";
    public const string SecondDocument = "A second document begins here: a configuration is one document, so remove the \"---\".";
    public const string Tab = "There is a tab in the indentation: YAML is indented with spaces.";
    public const string TooDeep = "The configuration is nested too deeply to be meant so.";
    public const string TooLarge = "The configuration is too large: it may have 1,000,000 characters and 100,000 values, aliases written out.";

    private static readonly string[] OfYaml = [NoKey, SecondDocument, TooDeep, TooLarge];

    /// <summary>Whether a message of the parser is already one of ours.</summary>
    public static bool IsOne(string message) =>
        Array.IndexOf(OfYaml, message) >= 0 || message.StartsWith("The alias *", StringComparison.Ordinal);

    public static string NotYaml(string message) => $"This is not YAML: {char.ToLowerInvariant(message[0])}{message[1..].TrimEnd('.')}.";

    public static string Tag(string tag) => $"The tag {tag} has no meaning here: remove it.";

    public static string UnknownAnchor(string name) => $"The alias *{name} has no anchor before it: write &{name} at the first place.";

    public static string DuplicateKey(string key, int firstLine) => $"\"{key}\" is given twice: the first is in line {firstLine}.";

    // Shape.
    public static string UnknownKey(string key, KeySet keys) =>
        $"Unknown key \"{key}\" in {keys.Where}: {Instead(key, keys.Names, "its keys are")}";

    public static string NotAMapping(string what) => $"{char.ToUpperInvariant(what[0])}{what[1..]} must be a mapping, key: value.";

    public static string NotText(string what) => $"{what} must be a single text.";

    public static string NotTextList(string what) => $"{what} must be a text or a list of texts.";

    public static string Missing(string what, string example) => $"{what} is missing: write {example}.";

    public static string NotA(string text, string what, string right) => $"\"{text}\" is no {what}: {right}";

    public static string Unknown(string what, string name, IEnumerable<string> known) =>
        $"There is no {what} \"{name}\": {Instead(name, known, "known are")}";

    public static string NoWindow(string interval) =>
        Missing($"The time of {interval}", "{ days: mon-fri, from: \"08:00\", to: \"18:00\" }");

    public static string EmptyWindow(string time) =>
        $"The interval begins and ends at {time}: leave both out for whole days, or write to: \"24:00\" for the end of the day.";

    public static string NeitherTrueNorFalse(string text) => $"\"{text}\" is neither true nor false: write true or false.";

    public static string NoNumber(string key, string text, int least, int most) =>
        $"{key} is \"{text}\": write a whole number from {least} to {most}.";

    public static string NeverMatches(string severity, string? meant) =>
        $"No alert has the severity \"{severity}\": " +
        (meant is null ? "they are critical, error, warning and info." : $"write \"{meant}\".");

    // Placeholders.
    public const string OpenPlaceholder = "This placeholder is not closed: write ${NAME}, ${NAME:-default} or ${ssm:/name}; a dollar sign and a brace as they are: $${.";
    public const string SecretInName = "The name of a parameter cannot itself come from Parameter Store.";

    public static string BadPlaceholder(string name) =>
        $"\"${{{name}\" is no placeholder: write ${{NAME}} with letters, digits and _, ${{NAME:-default}} or ${{ssm:/name}}.";

    public static string BadParameter(string name) => $"\"{name}\" is no name in Parameter Store: it has no spaces or braces.";

    public static string SecretNotHere(string key) =>
        $"${{ssm:…}} cannot be used in {key}: it is read only where messages are sent, in receivers and smtp.";

    // Receivers.
    public static string NoChannel(string receiver) =>
        $"Receiver {receiver} has no channel: give it one of {string.Join(", ", ReceiverKinds.Names)}.";

    public static string EmailWithoutSmtp(string receiver) =>
        $"Receiver {receiver} gets e-mail, but there is no mail server: add smtp: {{ host, user, password, from }}, or use sns: <topic ARN>, whose e-mail subscribers get plain text.";

    public static string NoAddress(ReceiverKind kind) => $"{kind.Name} needs {kind.Needs}: write {kind.Example}.";

    public static string FallsBackToItself(string receiver) => $"Receiver {receiver} falls back to itself: name another one, or none.";

    public static string FallbackCycle(IEnumerable<string> receivers) =>
        $"The fallbacks go in a circle, {string.Join(" → ", receivers)}: the last one must have none.";

    public static string Skipped(string receiver, string reason) => $"receiver {receiver} has no target: {reason}, so it is skipped.";

    public static string SkippedChannel(string receiver, string channel, string reason) =>
        $"receiver {receiver} goes without {channel}: {reason}.";

    public static string NotSet(IReadOnlyList<string> names) => names.Count == 1
        ? $"{names[0]} is not set"
        : $"{string.Join(", ", names.Take(names.Count - 1))} and {names[^1]} are not set";

    public static string LiteralSecret(string key) =>
        $"{key} is a secret and stands in the file: better put it in Parameter Store and write ${{ssm:/name}}.";

    // Routes.
    public const string NoRoutes = "There are no routes, so nobody would be told anything: add - to: [receiver].";
    public const string NoRoutesKey = "routes is missing, so nobody would be told anything: write routes: and under it - to: [receiver].";
    public const string NoReceiversKey = "receivers is missing: write receivers: and under it a name with its channels, such as chat: { slack: \"${ssm:/alerting/chat-webhook}\" }.";
    public const string NoTo = "This route tells nobody: give it to: [receiver], or children under routes.";
    public const string RepeatZero = "A repeat of 0 would remind without end: write a time such as 4h, or never.";

    public static string DuplicateRoute(string name, int firstLine) =>
        $"Two routes are named \"{name}\": the first is in line {firstLine}; a name keeps the state of one route, so give this one another.";

    public static string Unreachable(int line) =>
        $"No alert reaches this route: the one in line {line} takes every alert and has no continue: true.";

    public static string NotAllRouted(IEnumerable<string> severities) =>
        $"Some alerts of severity {string.Join(", ", severities)} may match no route and then reach nobody: add a last route with only to: [receiver].";

    /// <summary>The end of a sentence about a wrong word: the word that was meant, else all there are.</summary>
    public static string Instead(string word, IEnumerable<string> known, string list)
    {
        if (Suggestion.For(word, known) is { } meant)
            return $"did you mean \"{meant}\"?";
        var all = string.Join(", ", known);
        return all.Length == 0 ? "there are none." : $"{list} {all}.";
    }
}
