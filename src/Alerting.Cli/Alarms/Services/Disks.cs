namespace Alerting.Cli.Alarms.Services;

/// <summary>How long a disk lasts, by how fast it fills.</summary>
internal static class Disks
{
    // RATE is the change in a second. A disk that empties lasts for ever, for which a year is enough.
    public const string DaysLeft = "IF(RATE(free) < 0, free / (0 - RATE(free)) / 86400, 365)";

    /// <summary>Long periods, so that an hour of much work is not taken for the rule.</summary>
    public static Window HalfADay { get; } = new(TimeSpan.FromHours(6), 2, 2);

    public static MissingData Unchanged { get; } =
        MissingData.Ignored("A gap neither fills nor empties a disk. Engines without this metric never fire.");
}
