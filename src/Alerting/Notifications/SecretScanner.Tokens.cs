using System.Buffers;

namespace Alerting.Notifications;

/// <summary>Secrets that are recognised by their own looks.</summary>
internal ref partial struct SecretScanner
{
    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789=");

    private const string TokenOthers = "-_";

    /// <summary>How keys and tokens of well-known services begin, and how much must follow.</summary>
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

    /// <summary><c>SG.</c>, then two parts with a dot between.</summary>
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

    /// <summary>Three parts of base64url with dots between; the first begins with <c>{"</c>, which is <c>eyJ</c>. RFC 7519.</summary>
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
        if (length == 0 || !IsWordStart(_at))
        {
            return false;
        }

        var end = EndOf(_at + length, "-._~+/=");
        var isToken = end - _at - length >= 8 && _text.AsSpan(_at + length, end - _at - length).ContainsAny(Digits);
        return isToken && Replace(_at + length, end, Redaction.Mark);
    }

    /// <summary>RFC 7468. A key without an end is secret to the end.</summary>
    private bool TakePrivateKey()
    {
        if (!StartsWith("-----BEGIN "))
        {
            return SkipDashes();
        }

        var head = _text.AsSpan(_at + 11);
        var close = head[..Math.Min(head.Length, 60)].IndexOf("-----");
        if (close < 0 || !head[..close].EndsWith("PRIVATE KEY"))
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

    /// <summary>Visa, Mastercard, American Express, Diners, Discover and UnionPay by their first digits: dates begin otherwise.</summary>
    private static bool IsCardNumber(ReadOnlySpan<byte> number, int digits)
    {
        var two = (number[0] * 10) + number[1];
        var four = (two * 100) + (number[2] * 10) + number[3];
        return digits switch
        {
            14 => two is 30 or 36 or 38,
            15 => two is 34 or 37,
            16 => number[0] is 4 or 6 || two is >= 51 and <= 55 || four is >= 2221 and <= 2720,
            >= 17 and <= 19 => number[0] is 4 or 6,
            _ => false,
        };
    }

    /// <summary>14 to 19 digits, in groups or not, that begin as cards do and have the right check digit (ISO/IEC 7812).</summary>
    private bool TakeCard()
    {
        var end = _at;
        int digits = 0, sum = 0;
        Span<byte> number = stackalloc byte[20];
        while (char.IsAsciiDigit(At(end)) || (At(end) is ' ' or '-' && char.IsAsciiDigit(At(end + 1)) && digits is >= 4 and < 19))
        {
            if (char.IsAsciiDigit(_text[end]) && digits < number.Length)
            {
                number[digits++] = (byte)(_text[end] - '0');
            }
            else if (char.IsAsciiDigit(_text[end]))
            {
                digits = int.MaxValue / 2;
            }

            end++;
        }

        var start = _at;
        _at = end;
        if (!IsCardNumber(number, digits) || !IsWordStart(start) || char.IsAsciiLetter(At(end)))
        {
            return true;
        }

        for (var i = 0; i < digits; i++)
        {
            var twice = number[digits - 1 - i] * (1 + (i & 1));
            sum += twice > 9 ? twice - 9 : twice;
        }

        return sum % 10 != 0 || Replace(start, end, Redaction.Mark);
    }
}
