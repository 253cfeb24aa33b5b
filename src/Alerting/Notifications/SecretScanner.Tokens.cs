using System.Buffers;

namespace Alerting.Notifications;

/// <summary>Secrets with a recognisable format.</summary>
internal ref partial struct SecretScanner
{
    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789=");

    private const string TokenOthers = "-_";

    /// <summary>Prefixes of well-known keys and tokens, and how many characters must follow.</summary>
    /// <remarks>
    /// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-prefixes,
    /// https://docs.github.com/authentication/keeping-your-account-and-data-secure/about-authentication-to-github#githubs-token-formats,
    /// https://docs.slack.dev/authentication/tokens, https://docs.stripe.com/keys
    /// </remarks>
    private static readonly (string Prefix, int AtLeast)[] Prefixes =
    [
        ("AKIA", 16), ("ASIA", 16), ("AIza", 30), ("ghp_", 20), ("gho_", 20), ("ghs_", 20), ("ghu_", 20), ("ghr_", 20),
        ("github_pat_", 20), ("glpat-", 16), ("xoxb-", 10), ("xoxp-", 10), ("xoxa-", 10), ("xoxs-", 10), ("xapp-", 10),
        ("sk_live_", 10), ("sk_test_", 10), ("rk_live_", 10), ("sk-", 24), ("npm_", 30),
    ];

    private bool TakePrefixed()
    {
        if (!IsWordStart(_at))
        {
            return false;
        }

        foreach (var (prefix, atLeast) in Prefixes)
        {
            if (StartsWith(prefix) && EndOf(_at + prefix.Length, TokenOthers) is var end && end - _at - prefix.Length >= atLeast)
            {
                return prefix is "AKIA" or "ASIA" ? TakeAccessKey(end) : Replace(_at + prefix.Length, end, "…" + Redaction.Mark);
            }
        }

        return false;
    }

    /// <summary>SendGrid: <c>SG.</c>, then two parts separated by a dot.</summary>
    private bool TakeSendGrid()
    {
        if (!StartsWith("SG.") || !IsWordStart(_at))
        {
            return false;
        }

        var dot = EndOf(_at + 3, TokenOthers);
        var end = At(dot) == '.' ? EndOf(dot + 1, TokenOthers) : dot;
        return dot - _at - 3 >= 16 && end - dot > 16 && Replace(_at + 3, end, "…" + Redaction.Mark);
    }

    /// <summary>JWT (RFC 7519): three base64url parts separated by dots. <c>eyJ</c> is <c>{"</c> in base64.</summary>
    private bool TakeJwt()
    {
        if (!StartsWith("eyJ") || !IsWordStart(_at))
        {
            return false;
        }

        var header = EndOf(_at, TokenOthers);
        var payload = At(header) == '.' ? EndOf(header + 1, TokenOthers) : header;
        if (payload - header < 3)
        {
            _at = payload;
            return true;
        }

        var end = At(payload) == '.' ? EndOf(payload + 1, TokenOthers) : payload;
        return Replace(_at + 3, end, "…" + Redaction.Mark);
    }

    /// <summary><c>Authorization: Bearer …</c>, <c>Basic …</c>. RFC 6750, RFC 7617.</summary>
    private bool TakeBearer()
    {
        var length = StartsWith("Bearer ") || StartsWith("bearer ") ? 7 : StartsWith("Basic ") || StartsWith("basic ") ? 6 : 0;
        if (length == 0 || !IsWordStart(_at) || IsParameter(_at + length))
        {
            return false;
        }

        var end = EndOf(_at + length, "-._~+/=");
        var isToken = end - _at - length >= 8 && _text.AsSpan(_at + length, end - _at - length).ContainsAny(Digits);
        return isToken && Replace(_at + length, end, Redaction.Mark);
    }

    /// <summary>RFC 7468, and RFC 9580 for PGP. Without an END line, the rest of the text is redacted.</summary>
    private bool TakePrivateKey()
    {
        if (!StartsWith("-----BEGIN "))
        {
            return SkipDashes();
        }

        var head = _text.AsSpan(_at + 11);
        var close = head[..Math.Min(head.Length, 60)].IndexOf("-----");
        if (close < 0 || !(head[..close].EndsWith("PRIVATE KEY") || head[..close].EndsWith("PRIVATE KEY BLOCK")))
        {
            return SkipDashes();
        }

        var body = _at + 11 + close + 5;
        var end = _text.IndexOf("-----END ", body, StringComparison.Ordinal);
        return Replace(body, end < 0 ? _text.Length : end, Redaction.Mark);
    }

    private bool SkipDashes()
    {
        do
        {
            _at++;
        }
        while (At(_at) == '-');
        return true;
    }
}
