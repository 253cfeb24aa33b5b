using System.Diagnostics;

namespace Alerting.Benchmarks;

/// <summary>
/// The reducer's time per message by size of the group: the best and the median of many loops. On a busy machine the
/// best is closest to the true cost.
/// </summary>
internal static class GroupMeasurement
{
    private static readonly TimeSpan TimePerSize = TimeSpan.FromSeconds(5);

    public static void Run(TextWriter output)
    {
        foreach (var entries in (int[])[1, 10, 50, 200, 1000, 10000])
        {
            var group = new GroupBenchmarks { Alerts = entries };
            group.Setup();
            var loops = new List<double>();
            for (var start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start) < TimePerSize;)
                loops.Add(Nanoseconds(group));
            loops.Sort();
            output.WriteLine(
                $"{entries} alerts: best {loops[0]:0} ns per message, median {loops[loops.Count / 2]:0} ns, "
                + $"{Bytes(group)} bytes allocated");
        }
    }

    private static double Nanoseconds(GroupBenchmarks group)
    {
        var start = Stopwatch.GetTimestamp();
        group.Arrivals();
        return Stopwatch.GetElapsedTime(start).TotalNanoseconds / GroupBenchmarks.Messages;
    }

    private static long Bytes(GroupBenchmarks group)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        group.Arrivals();
        return (GC.GetAllocatedBytesForCurrentThread() - before) / GroupBenchmarks.Messages;
    }
}
