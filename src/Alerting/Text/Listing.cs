namespace Alerting.Text;

/// <summary>Names in a sentence.</summary>
public static class Listing
{
    /// <summary>"Ann", "Ann and Bob", "Ann, Bob and Cy"; each name once.</summary>
    public static string Of(IEnumerable<string> names) => names.Distinct().ToArray() switch
    {
        [] => "",
        [var only] => only,
        [.. var first, var last] => $"{string.Join(", ", first)} and {last}",
    };
}
