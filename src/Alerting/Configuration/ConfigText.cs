namespace Alerting.Configuration;

/// <summary>One of the sources of a configuration, such as a file or a parameter.</summary>
/// <param name="Name">In errors.</param>
public sealed record ConfigText(string Name, string Text)
{
    private const char Separator = ',';

    /// <summary>The sources that <c>ALERTING_CONFIG</c> lists: paths, <c>ssm:/name</c>, <c>s3://bucket/key</c>.</summary>
    public static IReadOnlyList<string> Locations(string list) =>
        list.Split(Separator, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    public static string List(IEnumerable<string> locations) => string.Join(Separator, locations);
}
