using System.Globalization;
using Alerting.Reliability.Lambda;

namespace Alerting.Reliability;

/// <summary>What a run does. The same seed gives the same events and faults.</summary>
internal sealed record RunOptions
{
    public int Events { get; init; } = 300;

    public int Seed { get; init; } = 1;

    /// <summary>How many processes are killed.</summary>
    public int Kills { get; init; }

    /// <summary>How often the table is away; the queues are half as often.</summary>
    public int Outages { get; init; }

    /// <summary>How often a channel fails.</summary>
    public int ChannelFaults { get; init; }

    /// <summary>Events a second.</summary>
    public int Rate { get; init; } = 25;

    /// <summary>Of each role, at a time. The native executable takes next to nothing while it waits.</summary>
    public int Processes { get; init; } = RoleProcess.IsNative ? 10 : 2;

    /// <summary>The share of messages of standard queues and topics that come twice.</summary>
    public double Duplicates { get; init; } = 0.02;

    /// <summary>A factor for the length of all faults.</summary>
    public double FaultLength { get; init; } = 1;

    /// <summary>
    /// Whether what a killed process held is free a second later, not after the visibility timeout and the claim's
    /// lease. Saves minutes in a short run; the order of what happens stays.
    /// </summary>
    public bool IsHurried { get; init; }

    /// <summary>How long everything may take to arrive after the last event.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(8);

    /// <summary>While events come and faults happen.</summary>
    public TimeSpan Duration => TimeSpan.FromSeconds((double)Events / Rate);

    /// <summary>With as many faults as the run is long.</summary>
    public static RunOptions WithFaults(int events) => new()
    {
        Events = events,
        Kills = Math.Max(4, events / 40),
        Outages = Math.Max(1, events / 500),
        ChannelFaults = Math.Max(5, events / 150),
    };

    /// <summary>Null when the command line is wrong.</summary>
    public static RunOptions? Parse(string[] arguments)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < arguments.Length; i += arguments[i] is "--no-faults" or "--hurry" ? 1 : 2)
        {
            if (!arguments[i].StartsWith("--", StringComparison.Ordinal))
                return null;
            values[arguments[i]] = i + 1 < arguments.Length ? arguments[i + 1] : "";
        }
        var start = values.ContainsKey("--no-faults")
            ? new RunOptions { Events = Number("--events", 300), Duplicates = 0 }
            : WithFaults(Number("--events", 300));
        return start with
        {
            Seed = Number("--seed", start.Seed),
            Kills = Number("--kills", start.Kills),
            Outages = Number("--outages", start.Outages),
            ChannelFaults = Number("--channel-faults", start.ChannelFaults),
            Rate = Number("--rate", start.Rate),
            Processes = Number("--processes", start.Processes),
            Patience = TimeSpan.FromSeconds(Number("--patience", (int)start.Patience.TotalSeconds)),
            IsHurried = values.ContainsKey("--hurry"),
        };

        int Number(string name, int otherwise) =>
            values.TryGetValue(name, out var text) ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
    }
}
