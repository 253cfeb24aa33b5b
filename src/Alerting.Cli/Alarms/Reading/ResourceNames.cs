namespace Alerting.Cli.Alarms.Reading;

/// <summary>Ids of real resources fit. What could leave a query's quotes, or a line, does not.</summary>
internal static class ResourceNames
{
    private const int Longest = 1024;

    public static bool AreGood(string id) =>
        id.Length is > 0 and <= Longest && !id.Any(letter => letter is '\'' or '{' or '}' || char.IsControl(letter));
}
