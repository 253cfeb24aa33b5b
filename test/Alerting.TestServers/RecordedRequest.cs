using System.Text;

namespace Alerting.TestServers;

/// <summary>A request as it came over the wire. Header names are looked up in any case.</summary>
public sealed record RecordedRequest(
    string Method, string Target, IReadOnlyDictionary<string, string> Headers, byte[] BodyBytes)
{
    /// <summary>The body as text.</summary>
    public string Body => Encoding.UTF8.GetString(BodyBytes);

    /// <summary>The target without its query.</summary>
    public string Path => Target.Split('?', 2)[0];

    /// <summary>What follows the question mark, or nothing.</summary>
    public string Query => Target.Split('?', 2) is [_, var query] ? query : string.Empty;

    /// <summary>A header's value, or null.</summary>
    public string? Header(string name) => Headers.GetValueOrDefault(name);
}
