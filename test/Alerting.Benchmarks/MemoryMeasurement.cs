using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Alerting.TestKit;

namespace Alerting.Benchmarks;

/// <summary>
/// The peak memory of the functions with the largest inputs, several in a row: log batches that unpack to 64 MiB, webhook
/// bodies of 8,000 alerts, and bodies that are refused because they are larger than 1 MiB.
/// </summary>
public static class MemoryMeasurement
{
    private const int Bodies = 12;
    private const int Alerts = 8_000;
    private const int Megabytes = 256;
    private const int MaxUnpacked = 64 * 1024 * 1024;

    public static async Task RunAsync(string bootstrap, TextWriter output)
    {
        await MeasureAsync(bootstrap, "log", LogEvent(), output);
        await MeasureAsync(bootstrap, "webhook", WebRequest(ShortAlert), output, "statusCode\":202");
        await MeasureAsync(bootstrap, "webhook", WebRequest(LongAlert), output, "statusCode\":413");
    }

    /// <param name="expected">A part of each answer.</param>
    private static async Task MeasureAsync(
        string bootstrap, string role, string input, TextWriter output, string expected = "")
    {
        await using var runtime = new RuntimeApiServer();
        await using var aws = new DueGroupsServer(0, 0, TimeProvider.System.GetUtcNow(), TimeSpan.Zero);
        using var process = TickMeasurement.Start(bootstrap, role, runtime.HostAndPort, aws.Uri, Megabytes);
        var peaks = new List<string>();
        for (var body = 0; body < Bodies; body++)
        {
            var answer = await runtime.InvokeAsync(input, TimeSpan.FromMinutes(2));
            if (!answer.Succeeded || !answer.Body.Contains(expected, StringComparison.Ordinal))
                throw new InvalidOperationException($"The {role} function failed: {answer.Body}");
            peaks.Add(string.Create(CultureInfo.InvariantCulture,
                $"{FunctionMeasurement.PeakMemory(process.Id) / 1024.0:0}"));
        }
        await output.WriteLineAsync(
            $"{role}: event of {input.Length / 1024} KB, peak memory after each: {string.Join(", ", peaks)} MiB");
        process.Kill();
        await process.WaitForExitAsync();
    }

    private static string LogEvent()
    {
        using var json = new MemoryStream();
        json.Write("""{"messageType":"DATA_MESSAGE","owner":"123456789012","logGroup":"/aws/lambda/orders","""u8);
        json.Write(""" "logStream":"s","subscriptionFilters":["f"],"logEvents":["""u8);
        for (var i = 0; json.Length < MaxUnpacked - 1_000; i++)
        {
            json.Write(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture,
                $$"""{{(i == 0 ? "" : ",")}}{"id":"{{i:D20}}","timestamp":1794590400000,"message":"2026-11-14T02:00:00Z ERROR order {{i}} failed: connection to 10.0.{{i % 250}}.7 refused after {{i % 900}} ms"}""")));
        }
        json.Write("]}"u8);
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
            gzip.Write(json.GetBuffer(), 0, (int)json.Length);
        return $$$"""{"awslogs":{"data":"{{{Convert.ToBase64String(packed.GetBuffer(), 0, (int)packed.Length)}}}"}}""";
    }

    private static string ShortAlert(int i) => string.Create(CultureInfo.InvariantCulture,
        $$"""{"labels":{"alertname":"PodCrashLooping","severity":"error","pod":"orders-{{i}}"},"fingerprint":"{{i:x16}}"}""");

    private static string LongAlert(int i) => string.Create(CultureInfo.InvariantCulture,
        $$"""{"status":"firing","labels":{"alertname":"PodCrashLooping","severity":"error","namespace":"shop","pod":"orders-{{i}}"},"annotations":{"summary":"Pod orders-{{i}} restarts again and again","description":"The pod has restarted 12 times within the last 10 minutes."},"startsAt":"2026-11-14T02:00:00Z","endsAt":"0001-01-01T00:00:00Z","generatorURL":"https://prometheus.example.com/graph?g0.expr=up","fingerprint":"{{i:x16}}"}""");

    private static string WebRequest(Func<int, string> alert)
    {
        var alerts = Enumerable.Range(0, Alerts).Select(alert);
        var body = $$"""{"version":"4","groupKey":"{}","status":"firing","receiver":"alerting","groupLabels":{},"commonLabels":{},"commonAnnotations":{},"externalURL":"https://alertmanager.example.com","alerts":[{{string.Join(',', alerts)}}]}""";
        return $$$"""{"version":"2.0","rawPath":"/alertmanager","headers":{"authorization":"Bearer {{{DueGroupsServer.Secret}}}","content-type":"application/json"},"requestContext":{"http":{"method":"POST","path":"/alertmanager"}},"body":"{{{JsonEncodedText.Encode(body)}}}","isBase64Encoded":false}""";
    }
}
