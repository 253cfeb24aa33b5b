using Alerting.Alerts;

namespace Alerting.Playground.Metrics;

/// <summary>
/// The values of the label <c>reason</c>. They are older than the codes and fewer: a metric label must not contain
/// names of alerts and silences.
/// </summary>
internal static class SuppressionLabel
{
    private const string Other = "other";

    private static readonly (string Label, ReasonCode[] Codes)[] Table =
    [
        ("silenced", [ReasonCode.Silenced]),
        ("inhibited", [ReasonCode.Inhibited]),
        ("budget", [ReasonCode.RateLimited]),
        ("no_route", [ReasonCode.NoRoute, ReasonCode.NullRoute, ReasonCode.RouteRemoved]),
        ("flapping", [ReasonCode.Flapping]),
        ("duplicate", [ReasonCode.Duplicate]),
        ("told_already", [ReasonCode.StillFiring]),
        ("out_of_date", [ReasonCode.Stale, ReasonCode.AlreadyResolved]),
        ("told_elsewhere",
            [ReasonCode.OtherRoute, ReasonCode.OtherGroup, ReasonCode.Moved, ReasonCode.SeverityChanged]),
        ("nobody_was_told", [ReasonCode.NeverNotified, ReasonCode.Recovered]),
        ("nobody_to_tell", [ReasonCode.NoReceiver, ReasonCode.ResolvedNotWanted]),
    ];

    private static readonly Dictionary<ReasonCode, string> Labels =
        Table.SelectMany(row => row.Codes, (row, code) => (code, row.Label)).ToDictionary();

    public static IReadOnlyList<string> All { get; } = [.. Table.Select(row => row.Label), Other];

    public static string Of(ReasonCode code) => Labels.GetValueOrDefault(code, Other);
}
