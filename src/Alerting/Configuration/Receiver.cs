using Alerting.Alerts;

namespace Alerting.Configuration;

/// <summary>Who is told, on which channels, and how much of it they can bear.</summary>
public sealed record Receiver(string Name, IReadOnlyList<Target> Targets)
{
    public RateLimit? RateLimit { get; init; }

    /// <summary>The receiver that is told instead when a delivery finally fails.</summary>
    public string? Fallback { get; init; }

    /// <summary>Whether the end of an alert is told too.</summary>
    public bool SendResolved { get; init; } = true;

    /// <summary>What the configuration adds to a message to call people, by severity; of several, the first whose time it is.</summary>
    public IReadOnlyDictionary<Severity, IReadOnlyList<Mention>> Mentions { get; init; } = new Dictionary<Severity, IReadOnlyList<Mention>>();

    /// <summary>Who is called at the time; null is nobody.</summary>
    public string? MentionAt(Severity severity, DateTimeOffset time) =>
        Mentions.GetValueOrDefault(severity)?.FirstOrDefault(mention => mention.During?.Contains(time) != false) is { Text.Length: > 0 } now ? now.Text : null;
}

/// <summary>Whom to call, and when.</summary>
/// <param name="Text">As the channel understands it, <c>&lt;!here&gt;</c>; empty calls nobody.</param>
/// <param name="During">Null is always.</param>
public sealed record Mention(string Text, TimeInterval? During = null);

/// <summary>At most this many messages within the time.</summary>
public sealed record RateLimit(int Messages, TimeSpan Within);

/// <summary>One address on one channel.</summary>
/// <param name="Channel">The receiver kind of the configuration: <c>sms</c>, <c>email</c>, <c>slack</c>.</param>
/// <param name="Address">The phone number, mail address, topic ARN or URL. May hold a secret.</param>
public sealed record Target(string Channel, Setting Address)
{
    /// <summary>Where a message is bound for whose receiver the configuration does not have: nothing can be sent there.</summary>
    public static Target None { get; } = new("no channel", Setting.Empty);

    /// <summary>Whether the address itself is a secret, as a webhook's URL and a routing key are.</summary>
    public bool IsSecret { get; init; }

    /// <summary>
    /// The address as it may be shown and logged: of a secret that is written out, and of any URL, no more than its host,
    /// since paths and queries are where services put their keys.
    /// </summary>
    public string Display
    {
        get
        {
            var address = Address.ToString();
            var isHidden = IsSecret && !Address.HasSecret || address.StartsWith("http", StringComparison.OrdinalIgnoreCase);
            return isHidden && address.Length > 0 ? Host(address) + "…" : address;
        }
    }

    /// <summary>
    /// All keys of this receiver kind that have a value, the address under its own key among them: <c>secret</c>,
    /// <c>routing_key</c>, <c>chat</c>. A header of a webhook is <c>headers.X-Name</c>.
    /// </summary>
    public IReadOnlyDictionary<string, Setting> Options { get; init; } = new Dictionary<string, Setting>();

    /// <summary>For logs and exceptions, which must not hold the address of a record's own form.</summary>
    public override string ToString() => $"{Channel} {Display}";

    private static string Host(string address)
    {
        var scheme = address.IndexOf("://", StringComparison.Ordinal);
        var path = scheme < 0 ? -1 : address.IndexOf('/', scheme + 3);
        return path < 0 ? "" : address[..(path + 1)];
    }
}
