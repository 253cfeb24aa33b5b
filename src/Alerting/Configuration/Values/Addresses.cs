using System.Globalization;
using Alerting.Text;

namespace Alerting.Configuration.Values;

/// <summary>Checks the form of addresses, not whether they exist. Each method returns an error or null.</summary>
internal static class Addresses
{
    public static string? Phone(string text)
    {
        if (IsE164(text))
            return null;
        var bare = string.Concat(text.Split(' ', '-', '.', '(', ')', '/'));
        return ConfigErrors.IsNot(text, "a phone number", IsE164(bare)
            ? Suggestion.Sentence(bare)
            : "Write + and the country code first, such as +442079460000.");
    }

    public static string? Mail(string text)
    {
        var open = text.IndexOf('<', StringComparison.Ordinal);
        var bare = open >= 0 && text.EndsWith('>') ? text.AsSpan()[(open + 1)..^1] : text;
        var at = bare.IndexOf('@');
        var fits = at > 0 && at < bare.Length - 1 && bare[(at + 1)..].IndexOfAny('@', ' ', ',') < 0 &&
            bare[..at].IndexOfAny(' ', ',', '"') < 0 && !HasControl(text);
        return fits ? null : ConfigErrors.IsNot(text, "an e-mail address", "Write it as oncall@example.com.");
    }

    public static string? Url(string text)
    {
        var fits = Host(text, "https://").Length > 0 || IsLoopback(Host(text, "http://"));
        if (fits && text.IndexOf(' ', StringComparison.Ordinal) < 0 && !HasControl(text))
            return null;
        return text.StartsWith("http://", StringComparison.OrdinalIgnoreCase)
            ? "This URL is not encrypted. Write https://. Only localhost may use http://."
            : ConfigErrors.IsNot(text, "a URL", "Write it in full, beginning with https://.");
    }

    public static string? Topic(string text)
    {
        var fits = text.Split(':') is
            ["arn", "aws" or ['a', 'w', 's', '-', ..], "sns", { Length: > 0 }, { Length: 12 } account, { Length: > 0 } name] &&
            account.AsSpan().IndexOfAnyExceptInRange('0', '9') < 0 && !name.Contains(' ', StringComparison.Ordinal);
        if (!fits)
            return ConfigErrors.IsNot(text, "an SNS topic ARN", "Write it in full, such as arn:aws:sns:eu-west-1:123456789012:oncall.");
        // https://docs.aws.amazon.com/sns/latest/dg/fifo-message-delivery.html
        return text.EndsWith(".fifo", StringComparison.Ordinal) ? "A FIFO topic delivers only to SQS queues. Use a standard topic." : null;
    }

    public static string? Ntfy(string text) => Url(text) ??
        (Uri.TryCreate(text, UriKind.Absolute, out var url) && url.AbsolutePath.Trim('/').Length > 0
            ? null
            : "This URL has no topic. Add it after the server, such as https://ntfy.example.com/my-alerts.");

    /// <summary>RFC 9110, section 5.6.2. Headers about the connection and the body are set by the HTTP client.</summary>
    public static string? Header(string name)
    {
        var isToken = name.Length > 0;
        foreach (var c in name)
            isToken &= char.IsAsciiLetterOrDigit(c) || "!#$%&'*+-.^_`|~".Contains(c, StringComparison.Ordinal);
        if (!isToken)
            return ConfigErrors.IsNot(name, "a header name", "Use letters, digits and dashes, such as X-Team.");
        return name.ToLowerInvariant() is "host" or "connection" or "transfer-encoding" or "expect" or "upgrade" or "te" or "trailer"
                or "allow" or "expires" or "last-modified" or ['c', 'o', 'n', 't', 'e', 'n', 't', '-', ..]
            ? $"Header {name} is set automatically. Remove it."
            : null;
    }

    public static string? SenderId(string text)
    {
        var fits = text.Length is >= 1 and <= 11;
        foreach (var c in text)
            fits &= char.IsAsciiLetterOrDigit(c) || c == '-';
        return fits && text.AsSpan().IndexOfAnyExceptInRange('0', '9') >= 0
            ? null
            : ConfigErrors.IsNot(text, "a sender ID", "Write 1 to 11 letters and digits, with at least one letter.");
    }

    public static string? Price(string text) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var price) && price > 0
            ? null
            : ConfigErrors.IsNot(text, "a price", "Write US dollars per message, such as 0.50.");

    public static string? Region(string text) =>
        text is "us" or "eu" ? null : ConfigErrors.IsNot(text, "a region of this service", "Write us or eu.");

    private static bool IsE164(string text) =>
        text.Length is >= 8 and <= 16 && text[0] == '+' && text[1] != '0' &&
        text.AsSpan(1).IndexOfAnyExceptInRange('0', '9') < 0;

    private static ReadOnlySpan<char> Host(string text, string scheme)
    {
        if (!text.StartsWith(scheme, StringComparison.OrdinalIgnoreCase))
            return default;
        var rest = text.AsSpan(scheme.Length);
        var end = rest.IndexOfAny('/', '?', '#');
        return end < 0 ? rest : rest[..end];
    }

    private static bool IsLoopback(ReadOnlySpan<char> host) =>
        IsHost(host, "localhost") || IsHost(host, "127.0.0.1") || IsHost(host, "[::1]");

    private static bool IsHost(ReadOnlySpan<char> host, string name) =>
        host.StartsWith(name, StringComparison.OrdinalIgnoreCase) &&
        (host.Length == name.Length ||
            host[name.Length] == ':' && host[(name.Length + 1)..].IndexOfAnyExceptInRange('0', '9') < 0);

    private static bool HasControl(string text)
    {
        foreach (var c in text)
            if (char.IsControl(c))
                return true;
        return false;
    }
}
