namespace Alerting.Sources.AwsServices;

/// <summary>
/// Parses text notifications with lines of <c>Key: value</c> (Elastic Beanstalk, Budgets) or <c>Key='value'</c>
/// (CloudFormation). The first of duplicate keys is used.
/// </summary>
internal sealed class TextFields
{
    private const int LongestKey = 40;

    private readonly Dictionary<string, string> _values = new(StringComparer.OrdinalIgnoreCase);

    private TextFields()
    {
    }

    public string? this[string key] => _values.GetValueOrDefault(key);

    public static TextFields Colons(string text) => Read(text, ':');

    public static TextFields Quoted(string text) => Read(text, '=');

    private static TextFields Read(string text, char separator)
    {
        var fields = new TextFields();
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            var at = line.IndexOf(separator);
            if (at is <= 0 or > LongestKey)
                continue;
            var value = line[(at + 1)..].Trim();
            if (separator == '=')
                value = value.Trim('\'');
            if (!value.IsEmpty)
                fields._values.TryAdd(line[..at].Trim().ToString(), value.ToString());
        }
        return fields;
    }
}
