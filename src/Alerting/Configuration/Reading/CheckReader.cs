using System.Net;
using Alerting.Checks;
using Alerting.Configuration.Yaml;

namespace Alerting.Configuration.Reading;

/// <summary>Reads <c>checks:</c>.</summary>
internal sealed class CheckReader(Report report)
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    /// <summary>The function that runs all checks has 30 s.</summary>
    private static readonly TimeSpan LongestTimeout = TimeSpan.FromSeconds(20);

    public static List<Check> Read(Section file, Report report)
    {
        var (reader, checks) = (new CheckReader(report), new List<Check>());
        foreach (var (name, node) in NamedSections.Of(file, "checks", report))
        {
            if (node is TextNode { Text: "" })
                report.Error(name.Place, ConfigErrors.Missing($"Check {name.Text}", "url", UrlExample));
            else if (Section.Open(node, Keys.Check, report) is { } section)
                checks.Add(reader.One(name.Text, section));
        }
        return checks;
    }

    private static readonly string[] SecretHeaders = ["authorization", "key", "token", "secret", "cookie"];

    private const string UrlExample = "url: \"https://shop.example.com/health\"";

    private Check One(string name, Section section)
    {
        var defaults = new Check(name, Setting.Empty);
        var allowsPrivate = section.Flag("allow_private") ?? false;
        return new Check(name, Url(name, section, allowsPrivate))
        {
            Every = Every(section) ?? defaults.Every,
            Timeout = Timeout(section) ?? defaults.Timeout,
            Method = Method(section) ?? defaults.Method,
            Headers = Headers(section),
            Expect = Expect(section),
            Failures = section.Number("failures", 1, 100) ?? defaults.Failures,
            Recoveries = section.Number("recoveries", 1, 100) ?? defaults.Recoveries,
            Severity = section.Severity("severity"),
            Redirects = section.Number("redirects", 0, 20) ?? defaults.Redirects,
            AllowsPrivate = allowsPrivate,
        };
    }

    private Setting Url(string name, Section section, bool allowsPrivate)
    {
        var (url, node, _) = section.Setting("url");
        if (node is null || url.IsEmpty)
            section.Missing($"Check {name}", "url", UrlExample);
        else if (!url.HasSecret && UrlProblem(url.ToString(), allowsPrivate) is { } wrong)
            report.Error(node.Place, Finding.OfValue(wrong));
        return url;
    }

    private static string? UrlProblem(string text, bool allowsPrivate)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme is not ("https" or "http"))
            return ConfigErrors.IsNot(text, "a URL", "Write it in full, beginning with https:// or http://.");
        if (url.UserInfo.Length > 0)
            return CheckErrors.UrlWithLogin;
        return IPAddress.TryParse(url.DnsSafeHost, out var address)
            && PublicAddresses.Refusal(address, allowsPrivate, isOwnHost: true, isLiteral: true) is { } refusal
                ? refusal + "." : null;
    }

    private TimeSpan? Every(Section section)
    {
        if (section.Duration("every", mayBeZero: false) is not { } every)
            return null;
        if (every.Ticks % Minute.Ticks == 0 && every <= TimeSpan.FromDays(1))
            return every;
        var value = section.Text("every")!.Value;
        report.Error(value.Place, CheckErrors.CheckNotInMinutes(value.Text));
        return null;
    }

    private TimeSpan? Timeout(Section section)
    {
        if (section.Duration("timeout", mayBeZero: false) is not { } timeout)
            return null;
        if (timeout <= LongestTimeout)
            return timeout;
        var value = section.Text("timeout")!.Value;
        report.Error(value.Place, CheckErrors.CheckTimeoutTooLong(value.Text));
        return null;
    }

    private string? Method(Section section)
    {
        if (section.Text("method") is not { } value)
            return null;
        var method = value.Text.ToUpperInvariant();
        if (method is "GET" or "HEAD")
            return method;
        report.Error(value.Place, ConfigErrors.IsNot(value.Text, "a method of a check", "Write GET or HEAD."));
        return null;
    }

    private Dictionary<string, Setting> Headers(Section section)
    {
        var headers = new Dictionary<string, Setting>(StringComparer.OrdinalIgnoreCase);
        if (section.Find("headers") is not { } node)
            return headers;
        if (node is not MapNode map)
        {
            report.Error(node.Place, ConfigErrors.NotAMapping("headers"));
            return headers;
        }
        foreach (var (key, value) in map.Entries)
        {
            if (value is not TextNode text)
                report.Error(value.Place, ConfigErrors.NotText(key.Text));
            else if (!IsHeaderName(key.Text))
                report.Error(key.Place, ConfigErrors.IsNot(key.Text, "the name of a header", "Write it like X-Key."));
            else
                headers[key.Text] = Header(key.Text, text);
        }
        return headers;
    }

    private Setting Header(string name, TextNode text)
    {
        if (Array.Exists(SecretHeaders, word => name.Contains(word, StringComparison.OrdinalIgnoreCase))
            && !text.Text.Contains("${", StringComparison.Ordinal))
        {
            report.Note(text.Place, ReceiverErrors.LiteralSecret($"The header {name}"));
        }
        return new Setting(report.Expand(text).Parts);
    }

    private static bool IsHeaderName(string name) =>
        name.Length > 0 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');

    private CheckExpectation Expect(Section section)
    {
        var defaults = new CheckExpectation();
        if (section.Find("expect") is not { } node
            || Section.Open(node, Keys.CheckExpectation, report) is not { } expect)
        {
            return defaults;
        }
        return new CheckExpectation
        {
            Statuses = Statuses(expect) ?? defaults.Statuses,
            Body = expect.Text("body")?.Text,
            Latency = expect.Duration("latency", mayBeZero: false),
            CertificateDays = expect.Number("certificate_days", 0, 365) ?? defaults.CertificateDays,
        };
    }

    private List<StatusRange>? Statuses(Section expect)
    {
        if (expect.Texts("status") is not { } values)
            return null;
        var statuses = new List<StatusRange>();
        foreach (var value in values)
        {
            if (StatusRange.Parse(value.Text) is { } status)
                statuses.Add(status);
            else
                report.Error(value.Place, CheckErrors.NotStatus(value.Text));
        }
        return statuses;
    }
}
