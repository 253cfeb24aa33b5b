using System.Text.Json;
using System.Text.RegularExpressions;
using Alerting.Fakes;

namespace Alerting.Reliability.Channels;

/// <summary>
/// PagerDuty's incidents after all events: a trigger opens the incident of its key, or adds to it while it is open; a
/// resolve closes it. A trigger that comes after the resolve opens another, which stays open.
/// </summary>
/// <remarks>https://developer.pagerduty.com/docs/events-api-v2/overview</remarks>
internal sealed partial class PagerIncidents
{
    private readonly Dictionary<string, HashSet<string>> _open = new(StringComparer.Ordinal);

    /// <summary>The groups (by their dimension) or alarms with an open incident.</summary>
    public IReadOnlySet<string> Open => _open.Values.SelectMany(names => names).ToHashSet();

    public static PagerIncidents Of(IEnumerable<Arrival> arrivals)
    {
        var incidents = new PagerIncidents();
        foreach (var arrival in arrivals.Where(arrival => arrival.Target == "pagerduty"))
            incidents.Apply(arrival.Body);
        return incidents;
    }

    private void Apply(string body)
    {
        using var json = JsonDocument.Parse(body);
        var key = json.RootElement.Text("dedup_key");
        if (json.RootElement.Text("event_action") == "resolve")
        {
            _open.Remove(key);
            return;
        }
        if (!_open.TryGetValue(key, out var names))
            _open[key] = names = [];
        names.UnionWith(Name().Matches(body).Select(match => match.Value));
    }

    /// <summary>The dimension of each alarm, which is that of its group.</summary>
    [GeneratedRegex(@"(?<=FunctionName[^a-z]{1,6})[ag]\d{4,5}")]
    private static partial Regex Name();
}
