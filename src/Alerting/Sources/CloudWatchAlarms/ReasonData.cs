using Alerting.Alerts;

namespace Alerting.Sources.CloudWatchAlarms;

/// <summary>The datapoints of an alarm's reason data, used if the reason lists none.</summary>
internal static class ReasonData
{
    public static IReadOnlyList<Datapoint> Datapoints(EventJson reasonData)
    {
        // Log alarms have query results, other alarms evaluated datapoints.
        var timed = reasonData.Items("evaluatedDatapoints").Concat(reasonData.Items("results"))
            .Select(Timed).OfType<Datapoint>().OrderBy(point => point.At).ToList();
        if (timed.Count > 0)
            return timed;
        return [.. reasonData.Texts("recentDatapoints").Select(Number).OfType<double>()
            .Select(value => new Datapoint(value, null))];
    }

    private static Datapoint? Timed(EventJson point) =>
        point.Number("value") is { } value ? new Datapoint(value, point.Time("timestamp")) : null;

    private static double? Number(string text) =>
        double.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var value)
            && double.IsFinite(value)
            ? value
            : null;
}
