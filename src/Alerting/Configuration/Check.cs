using Alerting.Alerts;

namespace Alerting.Configuration;

/// <summary>A URL that is requested on a schedule.</summary>
public sealed record Check(string Name, Setting Url)
{
    /// <summary>How often, in whole minutes.</summary>
    public TimeSpan Every { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>For the whole request, redirects included.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    public string Method { get; init; } = "GET";

    public IReadOnlyDictionary<string, Setting> Headers { get; init; } = new Dictionary<string, Setting>();

    public CheckExpectation Expect { get; init; } = new();

    /// <summary>How many must fail in a row before the alert fires.</summary>
    public int Failures { get; init; } = 3;

    /// <summary>How many must pass in a row before it resolves.</summary>
    public int Recoveries { get; init; } = 2;

    /// <summary>Null if the configuration names none.</summary>
    public Severity? Severity { get; init; }

    /// <summary>How many are followed. With 0 the redirect itself is the answer.</summary>
    public int Redirects { get; init; } = 5;

    /// <summary>Whether the URL's own host may have a private address.</summary>
    public bool AllowsPrivate { get; init; }
}

/// <summary>The answer a check expects.</summary>
public sealed record CheckExpectation
{
    public IReadOnlyList<StatusRange> Statuses { get; init; } = [new StatusRange(200, 299)];

    /// <summary>A text that the body must contain; null if it is not read.</summary>
    public string? Body { get; init; }

    /// <summary>The longest time until the answer is complete.</summary>
    public TimeSpan? Latency { get; init; }

    /// <summary>A certificate that expires within so many days fires an alert of its own; 0 never does.</summary>
    public int CertificateDays { get; init; } = 14;
}

/// <summary>HTTP statuses: <c>200</c>, <c>2xx</c> or <c>200-204</c>.</summary>
public readonly record struct StatusRange(int First, int Last)
{
    public bool Contains(int status) => status >= First && status <= Last;

    public override string ToString() => First == Last ? $"{First}"
        : First % 100 == 0 && Last == First + 99 ? $"{First / 100}xx" : $"{First}-{Last}";

    public static StatusRange? Parse(string text)
    {
        if (text.Length == 3 && text.EndsWith("xx", StringComparison.OrdinalIgnoreCase) && text[0] is >= '1' and <= '5')
            return new StatusRange((text[0] - '0') * 100, ((text[0] - '0') * 100) + 99);
        var dash = text.IndexOf('-', StringComparison.Ordinal);
        if (Status(dash < 0 ? text : text[..dash]) is not { } first)
            return null;
        return dash < 0 ? new StatusRange(first, first)
            : Status(text[(dash + 1)..]) is { } last && last >= first ? new StatusRange(first, last) : null;
    }

    private static int? Status(string text) => text.Trim() is { Length: 3 } digits && digits.All(char.IsAsciiDigit)
        && int.Parse(digits, System.Globalization.CultureInfo.InvariantCulture) is >= 100 and <= 599 and var status
            ? status : null;
}
