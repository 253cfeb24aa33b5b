namespace Alerting.Configuration;

/// <summary>Every error and note about receivers, their channels and their messages.</summary>
internal static class ReceiverErrors
{
    public static Finding TemplateWithoutQuotes(string key) => new(nameof(TemplateWithoutQuotes),
        $"\"{key}\" must be a text. Put the template in quotes, or after | on lines of its own.");

    public static Finding BadTemplate(string text) => new(nameof(BadTemplate), text);

    /// <summary>A template that fails for a message that may well come.</summary>
    public static Finding DoubtfulTemplate(string text) => new(nameof(DoubtfulTemplate), text);

    public static Finding NotLinkHost(string text) => new(nameof(NotLinkHost), ConfigErrors.IsNot(text, "a host",
        "Write it without https:// and without a path, such as wiki.example.com or *.example.com."));

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

    public static Finding NoReceiversKey => new(nameof(NoReceiversKey),
        "receivers is missing. Write receivers: and below it a name with its channels, such as chat: { slack: " +
        "\"${ssm:/alerting/chat-webhook}\" }.");
}
