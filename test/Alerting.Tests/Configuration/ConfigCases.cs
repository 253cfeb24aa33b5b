namespace Alerting.Tests.Configuration;

/// <summary>Test configurations and the shipped ones.</summary>
internal static class ConfigCases
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Configuration");

    public static string Read(string path) => File.ReadAllText(Path.Combine(Folder, path));

    public static string Shipped(string name) => Read(Path.Combine("Shipped", name));

    public static IEnumerable<string> Names(string folder) =>
        Directory.EnumerateFiles(Path.Combine(Folder, folder), "*.yaml").Select(Path.GetFileNameWithoutExtension)
            .Order()!;
}
