using Alerting.Alerts;

namespace Alerting.Configuration;

/// <summary>A named destination with one or more channels.</summary>
public sealed record Receiver(string Name, IReadOnlyList<Target> Targets)
{
    public RateLimit? RateLimit { get; init; }

    /// <summary>The receiver notified instead when a delivery finally fails.</summary>
    public string? Fallback { get; init; }

    /// <summary>The schedules whose people on call it notifies.</summary>
    public IReadOnlyList<string> OnCall { get; init; } = [];

    /// <summary>The people that it notifies, by key.</summary>
    public IReadOnlyList<string> People { get; init; } = [];

    /// <summary>The person whose channel it is; null for a receiver as configured.</summary>
    public Person? Person { get; init; }

    /// <summary>Replaces the people's own rules; null if it has none.</summary>
    public ContactRules? By { get; init; }

    /// <summary>Whether it notifies people by their own channels.</summary>
    public bool HasPeople => OnCall.Count > 0 || People.Count > 0;

    public ResolvedChoice Resolved { get; init; } = ResolvedChoice.All;

    /// <summary>Whether to send any resolved notification.</summary>
    public bool SendResolved => Resolved.Any;

    /// <summary>How many segments its text messages may take; null for the configuration's number.</summary>
    public int? SmsSegments { get; init; }

    /// <summary>Instead of the configuration's.</summary>
    public MessageTemplates Templates { get; init; } = MessageTemplates.None;

    /// <summary>Mentions added to messages, by severity. The first that applies at the time is used.</summary>
    public IReadOnlyDictionary<Severity, IReadOnlyList<Mention>> Mentions { get; init; } =
        new Dictionary<Severity, IReadOnlyList<Mention>>();

    /// <summary>The mention at that time, or null.</summary>
    public string? MentionAt(Severity severity, DateTimeOffset time) =>
        Mentions.GetValueOrDefault(severity)?.FirstOrDefault(
            mention => mention.During?.Contains(time) != false) is { Text.Length: > 0 } now ? now.Text : null;
}

/// <param name="Text">In the channel's own syntax, <c>&lt;!here&gt;</c>; empty mentions nobody.</param>
/// <param name="During">Null means always.</param>
public sealed record Mention(string Text, TimeInterval? During = null);

/// <summary>The maximum number of messages within a time.</summary>
public sealed record RateLimit(int Messages, TimeSpan Within);

/// <param name="Channel">The receiver kind of the configuration: <c>sms</c>, <c>email</c>, <c>slack</c>.</param>
/// <param name="Address">The phone number, mail address, topic ARN or URL. May contain a secret.</param>
public sealed record Target(string Channel, Setting Address)
{
    /// <summary>
    /// The target of a notification whose receiver is no longer configured. Nothing can be sent there.
    /// </summary>
    public static Target None { get; } = new("no channel", Setting.Empty);

    /// <summary>Whether it gets resolved notifications, if its receiver does.</summary>
    public bool SendResolved { get; init; } = true;

    /// <summary>Whether the address itself is a secret, like a webhook URL or a routing key.</summary>
    public bool IsSecret { get; init; }

    /// <summary>
    /// The address for logs and displays. Literal secrets and URLs are cut to their host, because services put keys in
    /// paths and queries.
    /// </summary>
    public string Display
    {
        get
        {
            var address = Address.ToString();
            var isHidden =
                IsSecret && !Address.HasSecret || address.StartsWith("http", StringComparison.OrdinalIgnoreCase);
            return isHidden && address.Length > 0 ? Host(address) + "…" : address;
        }
    }

    /// <summary>
    /// All keys of this receiver kind that have a value, including the address: <c>secret</c>, <c>routing_key</c>,
    /// <c>chat</c>. A header of a webhook is <c>headers.X-Name</c>.
    /// </summary>
    public IReadOnlyDictionary<string, Setting> Options { get; init; } = new Dictionary<string, Setting>();

    /// <summary>Replaces the generated text, which would show the address in logs and exceptions.</summary>
    public override string ToString() => $"{Channel} {Display}";

    private static string Host(string address)
    {
        var scheme = address.IndexOf("://", StringComparison.Ordinal);
        var path = scheme < 0 ? -1 : address.IndexOf('/', scheme + 3);
        return path < 0 ? "" : address[..(path + 1)];
    }
}

/// <summary>
/// A configured text that may refer to secrets. Environment variables are already expanded; secrets are read on first
/// use and never appear in <see cref="ToString"/>.
/// </summary>
public sealed class Setting
{
    private readonly IReadOnlyList<SettingPart> _parts;

    public Setting(IReadOnlyList<SettingPart> parts) => _parts = [.. parts.Where(part => part.Text.Length > 0)];

    public static Setting Empty { get; } = new([]);

    public static Setting Literal(string text) => new([new SettingPart(text, IsSecret: false)]);

    /// <summary>Whether the text is empty, for example because its variable is not set.</summary>
    public bool IsEmpty => _parts.Count == 0;

    public bool HasSecret => _parts.Any(part => part.IsSecret);

    public async ValueTask<string> ResolveAsync(Secrets secrets, CancellationToken cancellation)
    {
        if (_parts is [{ IsSecret: false } only])
            return only.Text;
        var texts = new string[_parts.Count];
        for (var i = 0; i < texts.Length; i++)
            texts[i] = _parts[i].IsSecret ? await secrets.ReadAsync(_parts[i].Text, cancellation) : _parts[i].Text;
        return string.Concat(texts);
    }

    /// <summary>The text with secrets as their placeholders: <c>${ssm:/alerting/chat-webhook}</c>.</summary>
    public override string ToString() =>
        string.Concat(_parts.Select(part => part.IsSecret ? "${ssm:" + part.Text + "}" : part.Text));
}

/// <summary>Literal text, or the name of a parameter in Parameter Store.</summary>
public readonly record struct SettingPart(string Text, bool IsSecret);
