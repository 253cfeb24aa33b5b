using Alerting.Functions.Tests;
using Alerting.TestServers;

namespace Alerting.Aws.Tests.Deployment;

/// <summary>A process for each role that was invoked, as Lambda keeps one warm.</summary>
internal sealed class RoleProcesses(IReadOnlyDictionary<string, string> environment) : IAsyncDisposable
{
    /// <summary>What stands before the role in the access key of its process, so that its calls can be told from others'.</summary>
    public const string AccessKeyPrefix = "AKIDROLE";

    private readonly Dictionary<string, Role> _roles = [];

    /// <summary>How long a function may take.</summary>
    public TimeSpan FunctionTimeout { get; set; } = TimeSpan.FromSeconds(30);

    public string Logs => string.Join('\n', _roles.Values.Select(role => role.Process.Output));

    public async Task<string> InvokeAsync(string role, string lambdaEvent)
    {
        if (!_roles.TryGetValue(role, out var running))
        {
            var runtime = new RuntimeApiServer { FunctionTimeout = FunctionTimeout };
            var variables = new Dictionary<string, string>(environment)
            {
                ["ALERTING_FUNCTION"] = role,
                ["AWS_ACCESS_KEY_ID"] = AccessKeyPrefix + role,
            };
            _roles[role] = running = new Role(runtime, new BootstrapProcess(runtime, variables));
        }
        var result = await running.Runtime.InvokeAsync(lambdaEvent);
        result.Succeeded.ShouldBeTrue(result.Body + running.Process.Output);
        return result.Body;
    }

    /// <summary>Ends a role's process, whatever it is doing.</summary>
    public async Task KillAsync(string role)
    {
        if (_roles.Remove(role, out var running))
            await running.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var role in _roles.Values)
            await role.DisposeAsync();
    }

    private sealed record Role(RuntimeApiServer Runtime, BootstrapProcess Process) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await Process.DisposeAsync();
            await Runtime.DisposeAsync();
        }
    }
}
