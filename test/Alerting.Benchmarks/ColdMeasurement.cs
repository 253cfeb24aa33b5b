using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Alerting.Fakes;
using Alerting.TestKit;

namespace Alerting.Benchmarks;

/// <summary>
/// The way of a page through three functions that have just started, as most pages take it: alarms are rare. Each
/// process has its full speed until it asks for its first event and the share of 256 MB from then on; AWS and Slack
/// answer at once, over TLS. The time of a role is from the event handed out to the answer.
/// </summary>
public sealed class ColdMeasurement(string bootstrap, string alarmFile) : IAsyncDisposable
{
    private const int Runs = 15;
    private const int Megabytes = 256;
    private const string SystemRoots = "/etc/ssl/certs/ca-certificates.crt";

    private readonly CpuLimit _cpu = new();
    private readonly RecordingHttpServer _aws = new();
    private readonly RecordingHttpServer _slack = new();
    private readonly X509Certificate2 _certificate = TlsFront.CreateCertificate();
    private readonly string _folder = Directory.CreateTempSubdirectory("alerting-cold").FullName;
    private readonly Dictionary<string, string> _environment = [];
    private readonly List<TlsFront> _fronts = [];

    public async Task RunAsync(TextWriter output)
    {
        var answers = await PrepareAsync();
        var alarm = await File.ReadAllTextAsync(alarmFile);
        var times = new Dictionary<string, List<double>>
            { ["alarm"] = [], ["group"] = [], ["deliver"] = [], ["together"] = [], ["start"] = [] };
        for (var run = 0; run < Runs; run++)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"orders-api errors {run}");
            var next = alarm.Replace("orders-api errors", name, StringComparison.Ordinal);
            var sum = 0.0;
            foreach (var role in (string[])["alarm", "group", "deliver"])
            {
                answers.Forget();
                var (start, time) = await InvokeAsync(role, next);
                times[role].Add(time);
                times["start"].Add(start);
                sum += time;
                if (role != "deliver" && answers.Queued.Count == 0)
                    throw new InvalidOperationException($"The {role} function queued nothing.");
                next = role == "deliver" ? "" : SqsEvent(answers.Queued[0]);
            }
            times["together"].Add(sum);
        }
        var limit = _cpu.IsAvailable ? $"{Megabytes} MB" : "no cgroup here, so the processor was not limited";
        await output.WriteLineAsync($"Cold functions, {limit}; {_slack.Requests.Count} posts to Slack");
        foreach (var (what, values) in times)
            await output.WriteLineAsync(Line(what, values));
    }

    public async ValueTask DisposeAsync()
    {
        _cpu.Dispose();
        foreach (var front in _fronts)
            await front.DisposeAsync();
        await _aws.DisposeAsync();
        await _slack.DisposeAsync();
        _certificate.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task<AwsAnswers> PrepareAsync()
    {
        var answers = new AwsAnswers(Front(_slack) + "services/T0/B0/secret");
        _aws.Responder = answers.AnswerAsync;
        var roots = Path.Combine(_folder, "roots.pem");
        await File.WriteAllTextAsync(roots,
            await File.ReadAllTextAsync(SystemRoots) + "\n" + _certificate.ExportCertificatePem() + "\n");
        var config = Path.Combine(_folder, "alerting.yaml");
        await File.WriteAllTextAsync(config, """
            receivers: { chat: { slack: "${ssm:/alerting/chat-webhook}" } }
            routes: [{ to: chat }]
            """);
        foreach (var service in (string[])["SQS", "DYNAMODB", "SSM"])
            _environment["AWS_ENDPOINT_URL_" + service] = Front(_aws).ToString();
        _environment["SSL_CERT_FILE"] = roots;
        _environment["SSL_CERT_DIR"] = _folder;
        _environment["ALERTING_CONFIG"] = config;
        foreach (var (name, value) in ((string, string)[])[
            ("AWS_REGION", "eu-west-1"), ("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE"), ("AWS_SECRET_ACCESS_KEY", "example"),
            ("AWS_SESSION_TOKEN", "example"), ("ALERTING_TABLE", "alerting"),
            ("ALERTING_GROUPS_QUEUE", "https://localhost/123456789012/groups.fifo"),
            ("ALERTING_DELIVERIES_QUEUE", "https://localhost/123456789012/deliveries"),
            ("ALERTING_UNDELIVERED_QUEUE", "https://localhost/123456789012/undelivered")])
        {
            _environment[name] = value;
        }
        return answers;
    }

    private Uri Front(HttpServer inner)
    {
        var front = new TlsFront(inner.Uri, _certificate);
        _fronts.Add(front);
        return front.Uri;
    }

    private async Task<(double Start, double Invoke)> InvokeAsync(string role, string payload)
    {
        _cpu.Lift();
        await using var runtime = new RuntimeApiServer();
        var began = Stopwatch.GetTimestamp();
        using var process = Start(role, runtime);
        _cpu.Add(process.Id);
        await runtime.Polled.WaitAsync(TimeSpan.FromSeconds(30));
        var start = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        _cpu.Limit(Megabytes);
        var invoked = Stopwatch.GetTimestamp();
        var result = await runtime.InvokeAsync(payload);
        var time = Stopwatch.GetElapsedTime(invoked).TotalMilliseconds;
        process.Kill();
        await process.WaitForExitAsync();
        return result.Succeeded && !result.Body.Contains("itemIdentifier", StringComparison.Ordinal)
            ? (start, time)
            : throw new InvalidOperationException($"The {role} function failed: {result.Body}");
    }

    private Process Start(string role, RuntimeApiServer runtime)
    {
        var start = new ProcessStartInfo(bootstrap) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in _environment)
            start.Environment[name] = value;
        start.Environment["AWS_LAMBDA_RUNTIME_API"] = runtime.HostAndPort;
        start.Environment["ALERTING_FUNCTION"] = role;
        var process = Process.Start(start)!;
        // Drain the output, because a full pipe would block the process.
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private static string SqsEvent(string body) => new JsonObject
    {
        ["Records"] = new JsonArray(new JsonObject
        {
            ["messageId"] = "m1", ["receiptHandle"] = "r1", ["body"] = body, ["eventSource"] = "aws:sqs",
            ["awsRegion"] = "eu-west-1", ["messageAttributes"] = new JsonObject(),
            ["attributes"] = new JsonObject
            {
                ["ApproximateReceiveCount"] = "1", ["MessageGroupId"] = "g", ["SequenceNumber"] = "18849496460467696128",
                ["SentTimestamp"] = "1764500000000",
            },
        }),
    }.ToJsonString();

    private static string Line(string what, List<double> values)
    {
        values.Sort();
        return string.Create(CultureInfo.InvariantCulture,
            $"{what}: median {values[values.Count / 2]:0} ms, min {values[0]:0}, max {values[^1]:0} " +
            $"({values.Count} runs)");
    }
}
