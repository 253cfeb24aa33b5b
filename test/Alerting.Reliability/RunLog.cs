using System.Globalization;

namespace Alerting.Reliability;

/// <summary>Everything that happened in a run, to find the cause of what the account shows.</summary>
internal static class RunLog
{
    public static async Task WriteAsync(string file, ReliabilityRun run)
    {
        await using var to = new StreamWriter(file);
        foreach (var window in run.Plan.Windows)
            await to.WriteLineAsync($"fault {window}");
        foreach (var kill in run.Plan.Kills)
        {
            await to.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
                $"kill {kill.At.TotalSeconds:0.0} s {kill.Role} {kill.Moment}, call {kill.Skip + 1}"));
        }
        foreach (var arrival in run.Inbox.Arrivals)
        {
            await to.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
                $"arrival {arrival.At.TotalSeconds:0.000} s {arrival.Target} {arrival.Body.ReplaceLineEndings(" ")}"));
        }
        foreach (var line in run.Waiting())
            await to.WriteLineAsync(line);
        foreach (var line in run.Log.Lines)
            await to.WriteLineAsync(line);
    }
}
