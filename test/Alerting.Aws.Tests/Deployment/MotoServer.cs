using Alerting.TestKit;

[assembly: AssemblyFixture(typeof(Alerting.Aws.Tests.Deployment.MotoServer))]

namespace Alerting.Aws.Tests.Deployment;

/// <summary>
/// SNS, SQS, DynamoDB and Parameter Store by their real protocols: moto's server on loopback, or the endpoint in
/// <c>ALERTING_TEST_ENDPOINT</c>, such as LocalStack. https://docs.getmoto.org/en/latest/docs/server_mode.html
/// </summary>
public sealed class MotoServer : IAsyncLifetime
{
    private const string Missing =
        "There is no moto_server here. 'pip install \"moto[server]\"' gets one; or name an endpoint such as " +
        "LocalStack's in ALERTING_TEST_ENDPOINT.";

    private ListeningProcess? _server;
    private Uri? _uri;

    /// <summary>The address; skips the test without a server.</summary>
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
        _server = await ListeningProcess.StartAsync(executable, "-H", "127.0.0.1", "-p", "0");
        _uri = _server.Uri;
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
    }

    private static string? Find(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
}
