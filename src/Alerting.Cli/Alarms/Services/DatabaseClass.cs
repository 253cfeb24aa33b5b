namespace Alerting.Cli.Alarms.Services;

/// <summary>The memory and the default connections of a class such as <c>db.t4g.medium</c>.</summary>
/// <remarks>
/// https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.DBInstanceClass.Summary.html
/// https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Limits.html
/// </remarks>
internal static class DatabaseClass
{
    public const double Gibibyte = 1024.0 * 1024 * 1024;

    /// <summary>In GiB, of the families t and m; the family r has twice as much.</summary>
    private static readonly Dictionary<string, double> Sizes = new()
    {
        ["micro"] = 1, ["small"] = 2, ["medium"] = 4, ["large"] = 8, ["xlarge"] = 16, ["2xlarge"] = 32,
        ["4xlarge"] = 64, ["8xlarge"] = 128, ["12xlarge"] = 192, ["16xlarge"] = 256, ["24xlarge"] = 384,
    };

    public static double? Memory(WatchedResource database) =>
        database.Text("DBInstanceClass")?.Split('.') is ["db", { Length: > 0 } family, var size]
        && Sizes.TryGetValue(size, out var memory)
            ? family[0] switch { 't' or 'm' => memory, 'r' => memory * 2, _ => null }
            : null;

    /// <summary>The default of <c>max_connections</c>.</summary>
    public static double? Connections(WatchedResource database) => (Memory(database), database.Text("Engine")) switch
    {
        ({ } memory, { } engine) when engine.Contains("postgres", StringComparison.Ordinal) =>
            Math.Min(5000, Math.Floor(memory * Gibibyte / 9_531_392)),
        ({ } memory, "mysql" or "mariadb") => Math.Floor(memory * Gibibyte / 12_582_880),
        _ => null,
    };
}
