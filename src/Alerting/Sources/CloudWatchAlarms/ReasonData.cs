using Alerting.Alerts;

namespace Alerting.Sources.CloudWatchAlarms;

/// <summary>The datapoints within an alarm's reason data, for when its reason tells none.</summary>
internal static class ReasonData
{
    public static IReadOnlyList<Datapoint> Datapoints(EventJson reasonData)
    {
        // A log alarm has query results, any other one evaluated datapoints; both with their times.
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
