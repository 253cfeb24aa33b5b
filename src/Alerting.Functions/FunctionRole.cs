using Alerting.Functions.Checks;
using Amazon.Lambda.Core;

namespace Alerting.Functions;

/// <summary>
/// All functions are one executable; <c>ALERTING_FUNCTION</c> selects its role by these names, so they stay as they
/// are.
/// </summary>
public enum FunctionRole
{
    /// <summary>Takes in alarms and other events from SNS, EventBridge and alarm actions.</summary>
    Alarm,

    /// <summary>Takes in log lines from subscription filters.</summary>
    Log,

    /// <summary>Takes in web requests of Alertmanager, Grafana and others at its Function URL.</summary>
    Webhook,

    /// <summary>Processes group messages and decides who is notified.</summary>
    Group,

    /// <summary>Sends the notifications.</summary>
    Deliver,

    /// <summary>Wakes the groups that are due, every minute.</summary>
    Tick,

    /// <summary>Requests the URLs of the configuration's checks, every minute.</summary>
    Check,
}

public static class FunctionRoles
{
    public const string Variable = "ALERTING_FUNCTION";

    public static bool TryParse(string? name, out FunctionRole role)
    {
        role = default;
        return name is not null && Enum.TryParse(name, ignoreCase: true, out role) && Enum.IsDefined(role);
    }

    /// <summary>Whether the role cannot run in local mode, without queues and a table.</summary>
    public static bool NeedsBackend(this FunctionRole role) =>
        role is FunctionRole.Group or FunctionRole.Deliver or FunctionRole.Tick or FunctionRole.Check;

    /// <summary>What handles the role's events.</summary>
    internal static Func<Stream, ILambdaContext, Task<Stream>> Handler(
        this FunctionRole role, AlertingServices services) =>
        role switch
    {
        FunctionRole.Alarm => new AlarmFunction(services).HandleAsync,
        FunctionRole.Log => new LogFunction(services).HandleAsync,
        FunctionRole.Webhook => new WebhookFunction(services).HandleAsync,
        FunctionRole.Group => new GroupFunction(services).HandleAsync,
        FunctionRole.Deliver => new DeliverFunction(services).HandleAsync,
        FunctionRole.Tick => new TickFunction(services).HandleAsync,
        FunctionRole.Check => new CheckFunction(services).HandleAsync,
        _ => throw new ArgumentOutOfRangeException(nameof(role), role, "This role has no handler."),
    };

    public static string Known =>
        string.Join(", ", Enum.GetNames<FunctionRole>().Select(name => name.ToLowerInvariant()));
}
