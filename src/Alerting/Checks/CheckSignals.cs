using System.Globalization;
using Alerting.Alerts;
using Alerting.Configuration;
using Alerting.Text;

namespace Alerting.Checks;

/// <summary>The alerts of a check: "shop answered 503 instead of 200", and one about its certificate.</summary>
internal sealed class CheckSignals(Check check, DateTimeOffset now)
{
    public const string Source = "check";

    private static readonly SeverityClaim Default = new(Severity.Error, "default for failed checks");
    private static readonly SeverityClaim DefaultOfCertificate =
        new(Severity.Warning, "default for certificates that expire");

    public Signal Down(CheckState state, CheckResult result) => Of(check.Name, "down") with
    {
        Title = state.Problem!,
        Summary = check.Failures == 1 ? null : $"{check.Failures} requests in a row failed.",
        EventKey = Key(check.Name, "down", state.FailingSince),
        StartsAt = state.FailingSince,
        OccurredAt = now,
        Claims = Claims,
        Facts = [new("URL", check.Url.ToString()), .. Facts(result)],
    };

    public Signal Up(CheckState state) => End(check.Name, "down", state.FailingSince, now) with
    {
        Title = $"{check.Name} is up again",
        Claims = Claims,
    };

    public Signal Expiring(string host, DateTimeOffset expires) => Of(check.Name, "certificate") with
    {
        Title = CheckProblems.Certificate(host, expires, now),
        EventKey = Key(check.Name, "certificate", expires),
        OccurredAt = now,
        Fallback = DefaultOfCertificate,
        Facts = [new("URL", check.Url.ToString()), new("Expires", expires.UtcDateTime.ToString("R"))],
    };

    public Signal Renewed(string host, DateTimeOffset expired) =>
        End(check.Name, "certificate", expired, now) with { Title = $"TLS certificate of {host} was renewed" };

    public static IReadOnlyList<Signal> Removed(string name, CheckState state, DateTimeOffset now)
    {
        var signals = new List<Signal>();
        if (state.IsFiring || state.IsEnding)
            signals.Add(End(name, "down", state.FailingSince, now));
        if (state.CertificateExpires is { } expires)
            signals.Add(End(name, "certificate", expires, now));
        return
        [
            .. signals.Select(signal => signal with
            {
                Title = $"Check {name} was removed",
                Ending = new Ending(ReasonCode.Deleted, "Check removed from the configuration, not recovered"),
            }),
        ];
    }

    private SeverityClaim[] Claims =>
        check.Severity is { } severity ? [new SeverityClaim(severity, $"check {check.Name}")] : [];

    private static Signal Of(string name, string aspect) => new()
    {
        Source = Source,
        Name = aspect == "down" ? name : $"{name} certificate",
        Title = name,
        Identity = $"check|{name}|{aspect}",
        EventKey = name,
        Fallback = Default,
        Recovers = true,
        Labels = new Dictionary<string, string> { ["check"] = name },
    };

    /// <param name="of">Identifies the spell: since when it fails, or when the certificate expires.</param>
    private static Signal End(string name, string aspect, DateTimeOffset? of, DateTimeOffset at) =>
        Of(name, aspect) with
    {
        Status = AlertStatus.Resolved,
        EventKey = Key(name, aspect, of) + "|end",
        StartsAt = aspect == "down" ? of : null,
        OccurredAt = at,
        EndsAt = at,
        Fallback = aspect == "down" ? Default : DefaultOfCertificate,
    };

    private static IEnumerable<Fact> Facts(CheckResult result)
    {
        if (result.Status is { } status)
            yield return new Fact("Status", status.ToString(CultureInfo.InvariantCulture));
        yield return new Fact("Latency", DurationText.Of(result.Latency));
    }

    private static string Key(string name, string aspect, DateTimeOffset? of) =>
        $"check|{name}|{aspect}|{of?.ToUnixTimeMilliseconds()}";
}
