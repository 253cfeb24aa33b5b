using Alerting.Aws;
using Alerting.Configuration;
using Alerting.Fakes;
using Alerting.Functions.Rehearsals;

namespace Alerting.Functions.Tests;

/// <summary>Before its first event a function handles a made-up one, of which nothing leaves the process.</summary>
public sealed class RehearsalTests : IAsyncLifetime
{
    private readonly RecordingHttpServer _network = new();
    private readonly string _config = Path.GetTempFileName();
    private readonly Dictionary<string, string> _environment;

    public RehearsalTests()
    {
        // The clients of AWS read these from the process.
        Environment.SetEnvironmentVariable("AWS_REGION", "eu-west-1");
        Environment.SetEnvironmentVariable("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE");
        Environment.SetEnvironmentVariable("AWS_SECRET_ACCESS_KEY", "example");
        _environment = new Dictionary<string, string>
        {
            [AwsBackend.TableVariable] = "alerting",
            [AwsBackend.GroupsVariable] = $"{_network.Uri}123456789012/groups.fifo",
            [AwsBackend.DeliveriesVariable] = $"{_network.Uri}123456789012/deliveries",
            [AwsBackend.DeadLettersVariable] = $"{_network.Uri}123456789012/undelivered",
            [ConfigurationSource.Variable] = _config,
        };
    }

    public ValueTask InitializeAsync() => new(File.WriteAllTextAsync(_config, $$"""
        smtp: { host: 127.0.0.1, from: alerts@example.com }
        receivers:
          chat: { slack: "{{_network.Uri}}services/T0/B0/x", fallback: mail }
          phone: { sms: "+447700900123" }
          mail: { email: ops@example.com }
        routes: [{ to: [chat, phone, mail] }]
        """));

    public ValueTask DisposeAsync()
    {
        File.Delete(_config);
        return _network.DisposeAsync();
    }

    [Theory]
    [InlineData(FunctionRole.Alarm, "sqs")]
    [InlineData(FunctionRole.Group, "dynamodb sqs")]
    [InlineData(FunctionRole.Deliver, "127.0.0.1 dynamodb")]
    [InlineData(FunctionRole.Log, "sqs")]
    public async Task It_calls_what_the_first_page_calls(FunctionRole role, string hosts)
    {
        using var services = Services();
        var called = await new Rehearsal(role, services, Variable).PlayAsync();

        called.Select(host => host.Host == "127.0.0.1" ? host.Host : host.Host.Split('.')[0])
            .ShouldBeSubsetOf([.. hosts.Split(' '), "sns", "sqs"]);
        hosts.Split(' ').ShouldAllBe(host => called.Any(each => each.Host.StartsWith(host, StringComparison.Ordinal)));
        _network.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Its_failure_is_not_the_functions()
    {
        await File.WriteAllTextAsync(_config, "routes: [", TestContext.Current.CancellationToken);
        using var services = Services();

        await new Rehearsal(FunctionRole.Alarm, services, Variable).RunAsync();

        await Should.ThrowAsync<InvalidConfigurationException>(
            async () => await services.RuntimeAsync(CancellationToken.None));
    }

    [Fact]
    public async Task A_secret_is_read_once_for_it_and_the_first_event()
    {
        await File.WriteAllTextAsync(_config, """
            receivers: { chat: { slack: "${ssm:/chat}" } }
            routes: [{ to: chat }]
            """, TestContext.Current.CancellationToken);
        var reads = 0;
        using var services = Services((_, _) =>
        {
            Interlocked.Increment(ref reads);
            return Task.FromResult($"{_network.Uri}services/T0/B0/x");
        });

        await new Rehearsal(FunctionRole.Deliver, services, Variable).PlayAsync();

        await services.ReadSecretAsync("/chat", CancellationToken.None);
        reads.ShouldBe(1);
        _network.Requests.ShouldBeEmpty();
    }

    private AlertingServices Services(SecretReader? readSecret = null) =>
        new(Variable, TimeProvider.System, readSecret);

    private string? Variable(string name) => _environment.GetValueOrDefault(name);
}
