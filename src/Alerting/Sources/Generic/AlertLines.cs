namespace Alerting.Sources.Generic;

/// <summary>Collects the alerts of a text, line by line.</summary>
internal sealed class AlertLines
{
    private const int MaxAlerts = 1000;

    private string _status = "firing";
    private string? _values;
    private List<(string Name, string Value)>? _pairs;

    public List<TextAlert> Alerts { get; } = [];

    public void Add(string line)
    {
        if (StatusOf(line) is { } heading)
        {
            (_status, _pairs) = (heading, null);
        }
        else if (line.StartsWith("Value:", StringComparison.Ordinal))
        {
            _values = line["Value:".Length..].Trim();
        }
        else if (line == "Labels:" && Alerts.Count < MaxAlerts)
        {
            Alerts.Add(new TextAlert(_status) { Values = _values });
            (_pairs, _values) = (Alerts[^1].Labels, null);
        }
        else if (Alerts.Count > 0)
        {
            AddTo(Alerts[^1], line);
        }
    }

    private void AddTo(TextAlert alert, string line)
    {
        if (line == "Annotations:")
        {
            _pairs = alert.Annotations;
        }
        else if (line.StartsWith("- ", StringComparison.Ordinal) && _pairs is not null
            && line.IndexOf(" = ", StringComparison.Ordinal) is > 2 and var at)
        {
            _pairs.Add((line[2..at].Trim(), line[(at + 3)..].Trim()));
        }
        else if (line.IndexOf(": http", StringComparison.Ordinal) is > 0 and var colon)
        {
            alert.Links.Add((line[..colon], line[(colon + 2)..]));
        }
        else if (_pairs is { Count: > 0 } && line.Length > 0)
        {
            // A value may have several lines.
            _pairs[^1] = (_pairs[^1].Name, $"{_pairs[^1].Value}\n{line}");
        }
    }

    private static string? StatusOf(string line) => line.Trim('*', ' ') switch
    {
        "Alerts Firing:" or "Firing" => "firing",
        "Alerts Resolved:" or "Resolved" => "resolved",
        _ => null,
    };
}
