using Alerting.Configuration;

namespace Alerting.Silencing;

/// <summary>The maintenance windows of the configuration as the silences that they are now.</summary>
public static class MaintenanceSilences
{
    /// <summary>With those whose interval contains the time, after the silences of people.</summary>
    public static MuteContext Add(MuteContext context, IReadOnlyList<MaintenanceWindow> windows, DateTimeOffset now)
    {
        if (windows.Count == 0)
            return context;
        Silence[] active = [.. windows.Select(window => Current(window, now)).OfType<Silence>()];
        return active.Length == 0 ? context : context with { Silences = [.. context.Silences, .. active] };
    }

    /// <summary>The current one, else the next; null if its interval never opens again.</summary>
    public static Silence? Next(MaintenanceWindow window, DateTimeOffset now) =>
        Current(window, now) ?? (window.During.NextOpening(now) is { } opening ? Current(window, opening) : null);

    private static Silence? Current(MaintenanceWindow window, DateTimeOffset now) =>
        window.During.OpeningAt(now) is { } opening
            ? new Silence(window.Name, [.. window.Match.Select(matcher => matcher.ToString())], opening.Start,
                opening.End, "", $"maintenance during {window.During.Name}")
            : null;
}
