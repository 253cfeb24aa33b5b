using Alerting.Functions.Tests;
using Alerting.TestKit;

namespace Alerting.Aws.Tests.Deployment;

/// <summary>One warm process for each role that was invoked, as in Lambda.</summary>
internal sealed class RoleProcesses(IReadOnlyDictionary<string, string> environment) : IAsyncDisposable
{
    /// <summary>Prefix of a process's access key; the role follows it, which identifies the caller.</summary>
    public const string AccessKeyPrefix = "AKIDROLE";

    private readonly Dictionary<string, Role> _roles = [];

    /// <summary>The tick looks again only once in this time: the tests tick again instead of waiting for further looks.</summary>
    private static readonly TimeSpan TickTimeout = TimeSpan.FromSeconds(14);

    /// <summary>The timeout of the other functions.</summary>
    public TimeSpan FunctionTimeout { get; set; } = TimeSpan.FromSeconds(30);

    public string Logs => string.Join('\n', _roles.Values.Select(role => role.Process.Output));

    public async Task<string> InvokeAsync(string role, string lambdaEvent)
    {
        if (!_roles.TryGetValue(role, out var running))
        {
            var runtime = new RuntimeApiServer { FunctionTimeout = role == "tick" ? TickTimeout : FunctionTimeout };
            var variables = new Dictionary<string, string>(environment.Where(variable => IsOf(role, variable.Key)))
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

    /// <summary>Only the functions that write or serve links know where they lead and who signs them.</summary>
    private static bool IsOf(string role, string variable) =>
        !(variable.StartsWith("ALERT_ANSWER_", StringComparison.Ordinal)
            || variable.StartsWith("ALERT_SLACK_", StringComparison.Ordinal))
        || TemplatePolicies.Current.Sets(role, variable);

    /// <summary>Kills a role's process.</summary>
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
