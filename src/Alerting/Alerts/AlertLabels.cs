namespace Alerting.Alerts;

/// <summary>The labels of an alert: those every alert has, and what its source added.</summary>
public static class AlertLabels
{
    /// <summary>Labels known before the severity is: what severity rules match on.</summary>
    /// <returns>A sorted list: short, seldom changed and often gone through.</returns>
    public static SortedList<string, string> Of(Signal signal)
    {
        var labels = new SortedList<string, string>(signal.Labels.Count + 6, StringComparer.Ordinal);
        foreach (var (name, value) in signal.Labels)
            labels[name] = value;
        labels["source"] = signal.Source;
        labels["name"] = signal.Name;
        labels["account"] = signal.Account ?? "";
        labels["region"] = signal.Region ?? "";
        labels["service"] = signal.Service ?? "";
        return labels;
    }
}
