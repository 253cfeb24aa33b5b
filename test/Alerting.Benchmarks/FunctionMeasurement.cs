using System.Diagnostics;
using System.Globalization;
using Alerting.Fakes;
using Alerting.TestKit;

namespace Alerting.Benchmarks;

/// <summary>
/// Measures the published executable as Lambda runs it: the time from process start to the first answer, the time for
/// one alarm once warm, and the peak memory. It posts to a chat webhook on loopback.
/// </summary>
public sealed class FunctionMeasurement(string bootstrap, string alarmFile)
{
    private const int ColdRuns = 25;
    private const int WarmUp = 200;
    private const int WarmRuns = 300;

    private long _postedAt;

    public async Task RunAsync(TextWriter output)
    {
        await using var chat = new RecordingHttpServer();
        chat.Responder = _ =>
        {
            Volatile.Write(ref _postedAt, Stopwatch.GetTimestamp());
            return Task.FromResult(HttpReply.Ok);
        };
        var config = Path.GetTempFileName();
        await File.WriteAllTextAsync(config, $$"""
            receivers: { chat: { slack: "{{chat.Uri}}hook" } }
            routes: [{ to: chat }]
            """);
        var alarm = await File.ReadAllTextAsync(alarmFile);

        var cold = new List<double>();
        for (var run = 0; run < ColdRuns; run++)
            cold.Add(await ColdAsync(config, alarm));
        var (posted, answered, memory) = await WarmAsync(config, alarm);
        File.Delete(config);

        await output.WriteLineAsync(Line("cold start, process start to first answer", "ms", cold));
        await output.WriteLineAsync(Line("warm, one alarm from invocation to the post's arrival", "ms", posted));
        await output.WriteLineAsync(Line("warm, one alarm from invocation to answer", "ms", answered));
        await output.WriteLineAsync(
            string.Create(CultureInfo.InvariantCulture, $"peak memory: {memory / 1024.0:0.0} MiB"));
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
            $"executable: {new FileInfo(bootstrap).Length / 1048576.0:0.0} MiB"));
    }

    private async Task<double> ColdAsync(string config, string alarm)
    {
        await using var runtime = new RuntimeApiServer();
        var answer = runtime.InvokeAsync(alarm);
        var start = Stopwatch.GetTimestamp();
        using var process = Start(runtime, config);
        await answer;
        var time = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        await EndAsync(process);
        return time;
    }

    private async Task<(List<double> Posted, List<double> Answered, long MemoryKilobytes)> WarmAsync(string config,
        string alarm)
    {
        await using var runtime = new RuntimeApiServer();
        using var process = Start(runtime, config);
        var (posted, answered) = (new List<double>(), new List<double>());
        for (var run = 0; run < WarmUp + WarmRuns; run++)
        {
            // A different alarm each time, because a repeated one would be suppressed.
            var body = alarm.Replace("orders-api errors", $"orders-api errors {run}", StringComparison.Ordinal);
            var start = Stopwatch.GetTimestamp();
            await runtime.InvokeAsync(body);
            var end = Stopwatch.GetTimestamp();
            if (run < WarmUp)
                continue;
            posted.Add(Stopwatch.GetElapsedTime(start, Volatile.Read(ref _postedAt)).TotalMilliseconds);
            answered.Add(Stopwatch.GetElapsedTime(start, end).TotalMilliseconds);
        }
        var memory = PeakMemory(process.Id);
        await EndAsync(process);
        return (posted, answered, memory);
    }

    private Process Start(RuntimeApiServer runtime, string config)
    {
        var start = new ProcessStartInfo(bootstrap) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["AWS_LAMBDA_RUNTIME_API"] = runtime.HostAndPort;
        start.Environment["ALERTING_FUNCTION"] = "alarm";
        start.Environment["ALERTING_CONFIG"] = config;
        var process = Process.Start(start)!;
        // Drain the output, because a full pipe would block the process.
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private static async Task EndAsync(Process process)
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    /// <summary>Linux's VmHWM (high water mark) in kilobytes.</summary>
    internal static long PeakMemory(int process)
    {
        var line = File.ReadLines($"/proc/{process}/status")
            .First(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
        return long.Parse(line["VmHWM:".Length..^"kB".Length],
            NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite,
            CultureInfo.InvariantCulture);
    }

    private static string Line(string what, string unit, List<double> values)
    {
        values.Sort();
        return string.Create(CultureInfo.InvariantCulture,
            $"{what}: median {values[values.Count / 2]:0.00} {unit}, min {values[0]:0.00}, p95 " +
            $"{values[(int)(values.Count * 0.95)]:0.00} ({values.Count} runs)");
    }
}
