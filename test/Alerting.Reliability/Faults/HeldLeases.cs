using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Alerting.Reliability.Aws;

namespace Alerting.Reliability.Faults;

/// <summary>Which items with a lease each process wrote, to end the leases of one that was killed.</summary>
internal sealed partial class HeldLeases
{
    private readonly ConcurrentDictionary<string, ConcurrentQueue<(string, string)>> _keys = new();

    public void Note(AwsCall call)
    {
        if (call.Service != "dynamodb" || call.Action is "GetItem" or "Query")
            return;
        var body = call.Request.Body;
        if (!body.Contains("lease", StringComparison.Ordinal))
            return;
        foreach (var (partition, sort) in Partition().Matches(body).Zip(Sort().Matches(body)))
            _keys.GetOrAdd(call.Process, _ => []).Enqueue((partition.Groups[1].Value, sort.Groups[1].Value));
    }

    public IReadOnlyCollection<(string Partition, string Sort)> Of(string process) =>
        _keys.TryRemove(process, out var keys) ? keys : [];

    [GeneratedRegex("""
        "pk":\{"S":"([^"]+)"
        """)]
    private static partial Regex Partition();

    [GeneratedRegex("""
        "sk":\{"S":"([^"]+)"
        """)]
    private static partial Regex Sort();
}
