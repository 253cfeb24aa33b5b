using System.Buffers;
using System.Collections.Frozen;
using System.Text;
using Alerting.Alerts;
using Alerting.Text;

namespace Alerting.Notifications;

/// <summary>
/// Breaks the links in alert text, because phones, mail programs and chats make them tappable:
/// <c>https[:]//evil[.]example/x</c>. Links to hosts named in the configuration stay, as do those of the alarm's own
/// description and those that a reader found.
/// </summary>
/// <remarks>Linear. Applying it again changes nothing.</remarks>
public sealed class LinkDefuser(IReadOnlyList<string> hosts)
{
    private const int LongestScheme = 32;

    private static readonly SearchValues<char> Signs = SearchValues.Create(".:．：。｡");

    /// <summary>Of addresses without slashes.</summary>
    private static readonly FrozenSet<string> Schemes =
        ("javascript vbscript data mailto tel sms smsto mms callto facetime facetime-audio sip sips skype magnet " +
        "intent geo maps xmpp bitcoin about view-source file").Split(' ').ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Of addresses that no phone opens.</summary>
    private static readonly FrozenSet<string> Machines =
        ("s3 s3a s3n jdbc postgres postgresql mysql mariadb sqlserver redis rediss amqp amqps mongodb mongodb+srv " +
        "kafka grpc grpcs tcp udp mqtt mqtts nats memcached cassandra clickhouse zookeeper dynamodb")
        .Split(' ').ToFrozenSet(StringComparer.Ordinal);

    private readonly LinkHosts _hosts = new(hosts);

    /// <summary>No host is named.</summary>
    public static LinkDefuser All { get; } = new([]);

    public string Apply(string text)
    {
        if (!text.AsSpan().ContainsAny(Signs))
            return text;
        // Cleaning later would join what an invisible character separates.
        text = TextCut.Clean(text);
        var safe = new StringBuilder(text.Length + 16);
        // Names before this are the host of an address.
        var endOfHost = 0;
        for (var at = 0; at < text.Length;)
        {
            if (LinkText.IsColon(text[at]))
                at = Colon(text, at, safe, ref endOfHost);
            else if (LinkText.IsOfName(text, at))
                at = Name(text, at, safe, isHost: at < endOfHost);
            else
                safe.Append(text[at++]);
        }
        return safe.ToString();
    }

    /// <summary>The alert as messages show it. Labels and its name, which programs compare, stay.</summary>
    internal Alert Apply(Alert alert) => alert with { Signal = Apply(alert.Signal) };

    internal string? Any(string? text) => text is null ? null : Apply(text);

    private Signal Apply(Signal signal) => signal with
    {
        Title = Apply(signal.Title),
        Summary = Any(signal.Summary),
        State = Any(signal.State),
        PreviousState = Any(signal.PreviousState),
        Service = Any(signal.Service),
        Account = Any(signal.Account),
        Region = Any(signal.Region),
        Measurement = signal.Measurement is { } measured
            ? measured with { Metric = Apply(measured.Metric), Unit = Any(measured.Unit) } : null,
        Facts = [.. signal.Facts.Select(fact => new Fact(Apply(fact.Name), Apply(fact.Value)))],
        Links = [.. signal.Links.Select(link => IsOfHost(link) ? link : link with { Text = Apply(link.Text) })],
        Samples = [.. signal.Samples.Select(Apply)],
        Problems = [.. signal.Problems.Select(Apply)],
    };

    /// <summary>Whether its text says where it leads.</summary>
    private static bool IsOfHost(Link link) => Uri.TryCreate(link.Url, UriKind.Absolute, out var url)
        && url.Host.Equals(link.Text.Trim(), StringComparison.OrdinalIgnoreCase);

    /// <summary>Breaks a scheme, or copies all of the URL if its host is named.</summary>
    private int Colon(string text, int at, StringBuilder safe, ref int endOfHost)
    {
        var start = at;
        while (start > 0 && at - start < LongestScheme && LinkText.IsOfScheme(text[start - 1]))
            start--;
        var scheme = LinkText.Plain(text.AsSpan(start, at - start));
        var isWeb = scheme.EndsWith("http", StringComparison.Ordinal)
            || scheme.EndsWith("https", StringComparison.Ordinal);
        var host = at + 1;
        while (host < text.Length && LinkText.IsSlash(text[host]) && (isWeb || text[host] is '/' or '／'))
            host++;
        if (Machines.Contains(scheme))
        {
            safe.Append(text[at]);
            return at + 1;
        }
        if (scheme.Any(char.IsAsciiLetter) && host - at > 2)
        {
            endOfHost = host;
            while (endOfHost < text.Length && !char.IsWhiteSpace(text[endOfHost])
                && !"/\\?#\"<>|`^{}".Contains(text[endOfHost]))
            {
                endOfHost++;
            }
            if (isWeb && _hosts.EndOfUrl(text, host, endOfHost) is > 0 and var end)
            {
                safe.Append(text, at, end - at);
                return end;
            }
        }
        else if (!(host < text.Length && !char.IsWhiteSpace(text[host]) && IsKnown(scheme)))
        {
            safe.Append(text[at]);
            return at + 1;
        }
        safe.Append('[').Append(text[at]).Append(']');
        return at + 1;
    }

    /// <summary>Whatever stands before it: <c>1.mailto</c>.</summary>
    private static bool IsKnown(string scheme) => Schemes.Contains(scheme)
        || Schemes.Contains(scheme[(scheme.LastIndexOfAny(['.', '+', '-']) + 1)..]);

    /// <summary>Names with dots between them.</summary>
    private int Name(string text, int at, StringBuilder safe, bool isHost)
    {
        var (end, hasDot) = (at, false);
        while (LinkText.IsOfName(text, end) || (end < text.Length && LinkText.IsDot(text[end])
            && LinkText.IsOfName(text, end + 1)))
        {
            hasDot |= LinkText.IsDot(text[end++]);
        }
        var isBroken = hasDot && (isHost || IsAddress(text, at, end));
        for (; at < end; at++)
        {
            if (isBroken && LinkText.IsDot(text[at]))
                safe.Append('[').Append(text[at]).Append(']');
            else
                safe.Append(text[at]);
        }
        return end;
    }

    private bool IsAddress(string text, int at, int end)
    {
        var isMarked = (at > 0 && text[at - 1] == '@') || LinkText.IsMark(text, end);
        var name = LinkText.Plain(text.AsSpan(at, end - at));
        var isCall = end < text.Length && text[end] == '(';
        return TopLevelDomains.IsAddress(name, isMarked, isCall, LinkText.IsCapitalized(text.AsSpan(at, end - at)))
            && !_hosts.Include(name);
    }
}
