namespace Alerting.Alerts;

/// <summary>The labels of an alert: the common ones and those its source added.</summary>
internal static class AlertLabels
{
    /// <summary>All labels but the severity; severity rules match on these.</summary>
    /// <returns>A sorted list, because it is short, rarely changed and often enumerated.</returns>
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
