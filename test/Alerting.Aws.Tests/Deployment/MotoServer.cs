using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

[assembly: AssemblyFixture(typeof(Alerting.Aws.Tests.Deployment.MotoServer))]

namespace Alerting.Aws.Tests.Deployment;

/// <summary>
/// SNS, SQS, DynamoDB and Parameter Store by their real protocols, from moto's server on loopback; or from whatever
/// <c>ALERTING_TEST_ENDPOINT</c> names, such as LocalStack. https://docs.getmoto.org/en/latest/docs/server_mode.html
/// </summary>
public sealed class MotoServer : IAsyncLifetime
{
    private const string Missing =
        "There is no moto_server here. 'pip install \"moto[server]\"' gets one; or name an endpoint such as LocalStack's in ALERTING_TEST_ENDPOINT.";

    private Process? _process;
    private Uri? _uri;

    /// <summary>Where it listens; skips the test where there is none.</summary>
    public Uri Uri
    {
        get
        {
            Assert.SkipWhen(_uri is null, Missing);
            return _uri!;
        }
    }

    public async ValueTask InitializeAsync()
    {
        if (Environment.GetEnvironmentVariable("ALERTING_TEST_ENDPOINT") is { Length: > 0 } named)
        {
            _uri = new Uri(named);
            return;
        }
        if (Find("moto_server") is not { } executable)
            return;
        var port = FreePort();
        var start = new ProcessStartInfo(executable, ["-H", "127.0.0.1", "-p", $"{port}"]) { RedirectStandardOutput = true, RedirectStandardError = true };
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, _) => { };
        _process.ErrorDataReceived += (_, _) => { };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        var uri = new Uri($"http://127.0.0.1:{port}/");
        await WaitAsync(uri);
        _uri = uri;
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is null)
            return;
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static string? Find(string name) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static async Task WaitAsync(Uri uri)
    {
        using var http = new HttpClient();
        var started = Stopwatch.StartNew();
        while (started.Elapsed < TimeSpan.FromSeconds(60))
        {
            try
            {
                using var answer = await http.GetAsync(new Uri(uri, "moto-api/data.json"));
                return;
            }
            catch (HttpRequestException)
            {
                await Task.Delay(200);
            }
        }
        throw new TimeoutException("moto_server did not start within a minute.");
    }
}
