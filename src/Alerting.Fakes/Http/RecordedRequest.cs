using System.Text;

namespace Alerting.Fakes;

/// <summary>A received request. Header names are case-insensitive.</summary>
public sealed record RecordedRequest(
    string Method, string Target, IReadOnlyDictionary<string, string> Headers, byte[] BodyBytes)
{
    public string Body => Encoding.UTF8.GetString(BodyBytes);

    /// <summary>The target without its query.</summary>
    public string Path => Target.Split('?', 2)[0];

    /// <summary>Without the question mark; may be empty.</summary>
    public string Query => Target.Split('?', 2) is [_, var query] ? query : string.Empty;

    public string? Header(string name) => Headers.GetValueOrDefault(name);
}
