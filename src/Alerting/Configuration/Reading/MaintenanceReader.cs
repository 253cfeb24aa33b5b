using Alerting.Alerts;

namespace Alerting.Configuration.Reading;

/// <summary>Reads <c>maintenance:</c>.</summary>
internal static class MaintenanceReader
{
    public static List<MaintenanceWindow> Read(
        Section file, IReadOnlyDictionary<string, TimeInterval> intervals, Report report)
    {
        var windows = new List<MaintenanceWindow>();
        foreach (var node in file.List("maintenance"))
        {
            if (Section.Open(node, Keys.Maintenance, report) is not { } section)
                continue;
            if (ReadOne(section, intervals, report) is not { } window)
                continue;
            if (windows.Exists(other => other.Name == window.Name))
                report.Error(section.Place, RouteErrors.DuplicateMaintenance(window.Name));
            windows.Add(window);
        }
        return windows;
    }

    private static MaintenanceWindow? ReadOne(
        Section section, IReadOnlyDictionary<string, TimeInterval> intervals, Report report)
    {
        var errors = report.ErrorCount;
        var match = MatcherReader.Read(section, "match", report, severityIsKnown: true);
        if (match.Count == 0 && report.ErrorCount == errors)
            report.Error(section.Place, RouteErrors.NoMaintenanceMatch);
        var during = section.Interval("during", intervals);
        if (section.Find("during") is null)
            section.Missing("This maintenance window", "during", "during: patch-night");
        if (during is null || report.ErrorCount > errors)
            return null;
        var name = section.Text("name")?.Text ?? Fingerprint.Of($"{during.Name}|{string.Join('|', match)}");
        return new MaintenanceWindow(name, during, match);
    }
}
