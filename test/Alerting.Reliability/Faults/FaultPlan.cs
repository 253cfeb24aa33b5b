namespace Alerting.Reliability.Faults;

/// <summary>All faults of a run, decided by its seed before it begins.</summary>
internal sealed record FaultPlan(IReadOnlyList<FaultWindow> Windows, IReadOnlyList<Kill> Kills)
{
    private static readonly string[] Channels = ["slack", "pagerduty", "webhook", "sms", "email"];
    private static readonly string[] Roles = ["deliver", "deliver", "deliver", "group", "group", "group", "alarm", "tick"];

    public static FaultPlan Of(RunOptions options, Random random)
    {
        var windows = new List<FaultWindow>();
        for (var i = 0; i < options.Outages; i++)
            windows.Add(Window("dynamodb", [FaultKind.Error, FaultKind.Throttle, FaultKind.Reset, FaultKind.Hang], 3, 15));
        for (var i = 0; i < options.Outages / 2; i++)
            windows.Add(Window("sqs", [FaultKind.Error, FaultKind.Reset], 1, 4));
        for (var i = 0; i < options.ChannelFaults; i++)
        {
            windows.Add(Window(Channels[i % Channels.Length],
                [FaultKind.Error, FaultKind.Error, FaultKind.Throttle, FaultKind.Reset, FaultKind.Hang, FaultKind.Slow],
                2, 15));
        }
        var kills = Enumerable.Range(0, options.Kills).Select(_ => new Kill(options.Duration * random.NextDouble(),
            Roles[random.Next(Roles.Length)], random.Next(8), (KillMoment)random.Next(3)));
        return new FaultPlan([.. windows.OrderBy(window => window.From)], [.. kills.OrderBy(kill => kill.At)]);

        FaultWindow Window(string service, FaultKind[] kinds, int least, int most)
        {
            var length = TimeSpan.FromSeconds(least + random.NextDouble() * (most - least)) * options.FaultLength;
            var from = (options.Duration - length) * random.NextDouble();
            return new FaultWindow(service, kinds[random.Next(kinds.Length)], from, from + length);
        }
    }
}
