using Alerting.Silencing;

namespace Alerting.Cli.Silences;

/// <summary>The maintenance windows of the configuration, listed with the silences.</summary>
internal static class MaintenanceList
{
    /// <summary>The current or next one of each window. The silences are listed also without a configuration.</summary>
    public static async Task<IEnumerable<Silence>> ReadAsync(
        Terminal terminal, string? path, DateTimeOffset now, CancellationToken cancellation)
    {
        try
        {
            var config = await Inputs.LoadConfigAsync(path, cancellation);
            return config.Maintenance.Select(window => MaintenanceSilences.Next(window, now)).OfType<Silence>();
        }
        catch (UserException unreadable) when (path is null)
        {
            terminal.Error($"Without maintenance windows: {unreadable.Message}");
            return [];
        }
    }
}
