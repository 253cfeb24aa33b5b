using System.Buffers;

namespace Alerting.Notifications;

/// <summary>Secrets in URLs: passwords, and webhook paths, which let anybody post.</summary>
internal ref partial struct SecretScanner
{
    private static readonly SearchValues<char> AuthorityEnd = SearchValues.Create(" /?#\t\r\n\"'");
    private static readonly SearchValues<char> UrlEnd = SearchValues.Create(" \t\r\n\"'<>|`\\)]}");

    private const int LongestUser = 256;

    /// <summary>
    /// Hosts, and the path before the secret part. A host that begins with a dot matches all its subdomains.
    /// </summary>
    /// <remarks>
    /// https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks,
    /// https://discord.com/developers/docs/resources/webhook, https://core.telegram.org/bots/api#making-requests,
    /// https://developers.google.com/workspace/chat/quickstart/webhooks,
    /// https://learn.microsoft.com/microsoftteams/platform/webhooks-and-connectors/how-to/add-incoming-webhook
    /// </remarks>
    private static readonly (string Host, string Path)[] Hooks =
    [
        ("hooks.slack.com", "/"), ("hooks.slack-gov.com", "/"), ("discord.com", "/api/webhooks/"),
        ("discordapp.com", "/api/webhooks/"), ("api.telegram.org", "/bot"), ("chat.googleapis.com", "/v1/spaces/"),
        (".webhook.office.com", "/"), (".logic.azure.com", "/workflows/"), (".api.powerplatform.com", "/"),
        ("events.pagerduty.com", "/integration/"), ("hooks.zapier.com", "/hooks/"), ("maker.ifttt.com", "/"),
    ];

    private bool TakeUrl()
    {
        if (At(_at + 1) != '/' || At(_at + 2) != '/')
        {
            return false;
        }

        return TakeHook(_at + 3) || TakeUrlLogin(_at + 3);
    }

    /// <summary><c>https://hooks.slack.com/services/T…</c> keeps the host, to show which service it is.</summary>
    private bool TakeHook(int start)
    {
        var rest = _text.AsSpan(start);
        var slash = rest[..Math.Min(LongestUser, rest.Length)].IndexOf('/');
        if (slash <= 0)
        {
            return false;
        }

        var host = rest[..slash];
        host = host.IndexOf(':') is > 0 and var port ? host[..port] : host;
        foreach (var (name, path) in Hooks)
        {
            var isHost = name[0] == '.' ? host.EndsWith(name, StringComparison.OrdinalIgnoreCase)
                : host.Equals(name, StringComparison.OrdinalIgnoreCase);
            if (!isHost || !rest[slash..].StartsWith(path))
            {
                continue;
            }

            var secret = rest[(slash + path.Length)..];
            var end = secret.IndexOfAny(UrlEnd);
            end = end < 0 ? secret.Length : end;
            var from = start + slash + path.Length;
            return end > 0 && Replace(from, from + end, Redaction.Mark);
        }

        return false;
    }

    /// <summary><c>https://user:password@host</c>, <c>https://token@host</c></summary>
    private bool TakeUrlLogin(int start)
    {
        var authority = _text.AsSpan(start, Math.Min(LongestUser, _text.Length - start));
        var stop = authority.IndexOfAny(AuthorityEnd);
        authority = stop < 0 ? authority : authority[..stop];
        var at = authority.LastIndexOf('@');
        if (at < 0)
        {
            _at = start;
            return true;
        }

        var colon = authority[..at].IndexOf(':');
        var user = colon < 0 ? authority[..at] : authority[..colon];
        if (user.Length > 0 && (LooksToken(user) || (colon < 0 && IsWeb(Behind(_at)))))
        {
            Replace(start, start + user.Length, Redaction.Mark);
        }

        _at = start + at + 1;
        return colon < 0 || Replace(start + colon + 1, start + at, Redaction.Mark);
    }

    /// <summary>In a web URL, a login without a password is a token. In <c>ssh://git@host</c> it is a user name.</summary>
    private static bool IsWeb(ReadOnlySpan<char> scheme) =>
        scheme.EndsWith("http", StringComparison.OrdinalIgnoreCase) || scheme.EndsWith("https", StringComparison.OrdinalIgnoreCase);

    /// <summary>Longer than user names are, with digits and letters.</summary>
    private static bool LooksToken(ReadOnlySpan<char> user) => user.Length >= 16 && IsMixed(user);
}
