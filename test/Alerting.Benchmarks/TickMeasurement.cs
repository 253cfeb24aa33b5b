using System.Diagnostics;
using System.Globalization;
using Alerting.TestKit;

namespace Alerting.Benchmarks;

/// <summary>
/// Ticks over 200,000 groups that are due at once: the memory of the function, and when the last group is woken. The
/// function has its full speed until it asks for its first event and the share of 256 MB from then on.
/// </summary>
public static class TickMeasurement
{
    private const int Groups = 200_000;
    private const int Critical = 2_000;
    private const int Megabytes = 256;
    private const int MostTicks = 8;

    /// <summary>As in the template.</summary>
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(55);

    public static async Task RunAsync(string bootstrap, TextWriter output)
    {
        using var cpu = new CpuLimit();
        await using var runtime = new RuntimeApiServer { FunctionTimeout = Timeout };
        await using var aws = new DueGroupsServer(
            Groups, Critical, TimeProvider.System.GetUtcNow(), latency: TimeSpan.FromMilliseconds(8));
        using var process = Start(bootstrap, "tick", runtime.HostAndPort, aws.Uri, Megabytes);
        cpu.Add(process.Id);
        await runtime.Polled;
        cpu.Limit(Megabytes);
        var before = process.TotalProcessorTime;
        for (var tick = 0; tick < MostTicks && aws.Woken.Count < Groups; tick++)
        {
            // Due just after a tick: the next one comes a minute later.
            var (begin, start) = (60.0 * (tick + 1), Stopwatch.GetTimestamp());
            aws.Clock = () => begin + Stopwatch.GetElapsedTime(start).TotalSeconds;
            var answer = await runtime.InvokeAsync("{}", Timeout + Timeout);
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
                $"tick {tick + 1}: {answer.Body}, {Stopwatch.GetElapsedTime(start).TotalSeconds:0.0} s"));
        }
        process.Refresh();
        var time = process.TotalProcessorTime - before;
        var (critical, last) = (aws.Woken.Where(IsCritical).Max(each => each.Value), aws.Woken.Values.Max());
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
            $"{aws.Woken.Count} of {Groups} groups woken in {aws.Sends} sends with {time.TotalSeconds:0.0} s of processor time; " +
            $"the last critical one after {critical:0.0} s, the last one after {last:0.0} s; " +
            $"peak memory {FunctionMeasurement.PeakMemory(process.Id) / 1024.0:0.0} MiB"));
        process.Kill();
        await process.WaitForExitAsync();
    }

    private static bool IsCritical(KeyValuePair<string, double> woken) =>
        int.Parse(woken.Key[(woken.Key.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture) < Critical;

    internal static Process Start(string bootstrap, string role, string runtime, Uri aws, int megabytes)
    {
        var isManaged = bootstrap.EndsWith(".dll", StringComparison.Ordinal);
        var start = isManaged ? new ProcessStartInfo("dotnet", bootstrap) : new ProcessStartInfo(bootstrap);
        (start.RedirectStandardOutput, start.RedirectStandardError) = (true, true);
        foreach (var (name, value) in (IEnumerable<(string, string)>)
            [
                ("AWS_LAMBDA_RUNTIME_API", runtime), ("ALERTING_FUNCTION", role),
                ("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", megabytes.ToString(CultureInfo.InvariantCulture)),
                ("ALERT_WEBHOOK_TOKEN_PARAMETER", "/p"),
                ("ALERTING_TABLE", "alerting"), ("ALERTING_GROUPS_QUEUE", $"{aws}123456789012/groups.fifo"),
                ("ALERTING_DELIVERIES_QUEUE", $"{aws}123456789012/deliveries"),
                ("AWS_ENDPOINT_URL", aws.ToString()), ("AWS_REGION", "eu-west-1"),
                ("AWS_ACCESS_KEY_ID", "AKIAIOSFODNN7EXAMPLE"), ("AWS_SECRET_ACCESS_KEY", "secret"),
            ])
        {
            start.Environment[name] = value;
        }
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, line) => Console.Error.WriteLine(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }
}
