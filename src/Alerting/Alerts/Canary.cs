namespace Alerting.Alerts;

/// <summary>
/// The pipeline's test of itself: a made-up alarm that passes every stage of a page and notifies nobody. The names are
/// reserved: rules, silences and routes of the configuration do not see its alerts.
/// </summary>
public static class Canary
{
    public const string Source = "alerting-canary";

    /// <summary>Has no targets.</summary>
    public const string Receiver = "alerting-canary";

    public const string RouteId = "alerting-canary";

    /// <summary>A page, because pages are what must arrive.</summary>
    public static SeverityClaim Claim { get; } = new(Severity.Error, "canary");

    public static bool Is(Signal signal) => signal.Source == Source;

    public static bool Is(Alert alert) => Is(alert.Signal);
}
