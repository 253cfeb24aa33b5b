using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.RegularExpressions;
using Alerting.Fakes;

namespace Alerting.Reliability.Accounting;

/// <summary>The decisions that the functions logged, by alarm.</summary>
internal sealed partial class DecisionLog
{
    private readonly ConcurrentDictionary<string, string> _alarms = new();
    private readonly ConcurrentDictionary<string, ConcurrentQueue<string>> _suppressed = new();
    private readonly ConcurrentDictionary<string, int> _codes = new();
    private readonly ConcurrentQueue<string> _lines = new();

    /// <summary>How often each code was logged.</summary>
    public IReadOnlyDictionary<string, int> Codes => _codes;

    /// <summary>All lines, for whoever looks for the cause of something.</summary>
    public IReadOnlyCollection<string> Lines => _lines;

    public void Take(string line)
    {
        _lines.Enqueue(line);
        if (!line.Contains("\"code\"", StringComparison.Ordinal))
            return;
        try
        {
            using var json = JsonDocument.Parse(line);
            Read(json.RootElement);
        }
        catch (JsonException)
        {
            // A process that is killed may leave half a line.
        }
    }

    /// <summary>The codes for which events of an alarm led to no message.</summary>
    public IReadOnlyList<string> SuppressedOf(string alarm) =>
        [.. _alarms.Where(pair => pair.Value == alarm).SelectMany(pair =>
            _suppressed.TryGetValue(pair.Key, out var codes) ? codes : [])];

    private void Read(JsonElement line)
    {
        var (code, fingerprint) = (line.Text("code"), line.Text("fingerprint"));
        _codes.AddOrUpdate(code, 1, (_, count) => count + 1);
        if (AlarmToken().Match(line.Text("alert")) is { Success: true } alarm)
            _alarms[fingerprint] = alarm.Value;
        if (line.Text("action") == "Suppress")
            _suppressed.GetOrAdd(fingerprint, _ => []).Enqueue(code);
    }

    [GeneratedRegex(@"a\d{5}")]
    private static partial Regex AlarmToken();
}
