namespace Alerting.Functions;

/// <summary>What this copy of the executable is for, by <c>ALERTING_FUNCTION</c>.</summary>
public enum FunctionRole
{
    /// <summary>Takes in alarms and other events from SNS, EventBridge and alarm actions.</summary>
    Alarm,

    /// <summary>Takes in log lines from subscription filters.</summary>
    Log,

    /// <summary>Takes in web requests of Alertmanager, Grafana and others at a Function URL.</summary>
    Webhook,

    /// <summary>Works off messages to groups and decides what is told.</summary>
    Group,

    /// <summary>Sends what was decided.</summary>
    Deliver,

    /// <summary>Wakes the groups whose time has come, each minute.</summary>
    Tick,
}

public static class FunctionRoles
{
    public const string Variable = "ALERTING_FUNCTION";

    public static bool TryParse(string? name, out FunctionRole role)
    {
        role = default;
        return name is not null && Enum.TryParse(name, ignoreCase: true, out role) && Enum.IsDefined(role);
    }

    /// <summary>Whether the role is about queues and a table, and has nothing to do without.</summary>
    public static bool NeedsBackend(this FunctionRole role) => role is FunctionRole.Group or FunctionRole.Deliver or FunctionRole.Tick;

    public static string Known => string.Join(", ", Enum.GetNames<FunctionRole>().Select(name => name.ToLowerInvariant()));
}
