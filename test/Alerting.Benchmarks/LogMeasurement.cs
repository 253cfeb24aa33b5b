namespace Alerting.Benchmarks;

/// <summary>
/// A log batch compared with the floor in processor time, in turns, so that other work on the machine hardly changes the
/// ratio.
/// </summary>
internal static class LogMeasurement
{
    /// <summary>Until then the methods are compiled with what was learned about them.</summary>
    private const int WarmUp = 60;
    private const int Rounds = 200;

    public static void Run(TextWriter output)
    {
        var log = new LogBenchmarks();
        log.Setup();
        var (floor, batch, read) = (new List<double>(), new List<double>(), new List<double>());
        for (var i = 0; i < WarmUp + Rounds; i++)
        {
            var times = (Milliseconds(log.Floor), Milliseconds(log.Batch), Milliseconds(log.WithoutUnpacking));
            if (i >= WarmUp)
            {
                floor.Add(times.Item1);
                batch.Add(times.Item2);
                read.Add(times.Item3);
            }
        }

        output.WriteLine(
            $"floor {Median(floor):0.00} ms, batch {Median(batch):0.00} ms, without unpacking {Median(read):0.00} ms: "
            + $"{Median(batch) / Median(floor):0.00} times the floor, {log.Megabytes * 1000 / Median(batch):0} MB/s");
    }

    private static double Milliseconds(Func<int> work)
    {
        var start = Environment.CpuUsage.TotalTime;
        work();
        return (Environment.CpuUsage.TotalTime - start).TotalMilliseconds;
    }

    private static double Median(List<double> times) => times.Order().ElementAt(times.Count / 2);
}
