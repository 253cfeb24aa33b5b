using Alerting.Alerts;
using Alerting.Sources.CloudWatchAlarms;
using Alerting.Text;

namespace Alerting.Beside;

/// <summary>
/// Which events are changes, in words: deployments, stacks, calls of AWS's API and alarms' configurations. It reads what
/// the sources have read, without secrets.
/// </summary>
public static class ChangeReader
{
    private const int LongestText = 200;
    private const string Deployment = "deployment";

    /// <summary>Null if it is no change.</summary>
    public static RecentRecord? Of(Signal signal, DateTimeOffset now) => Words(signal) is not { } text ? null : new()
    {
        At = signal.OccurredAt ?? now,
        Account = signal.Account,
        Region = signal.Region,
        Names = NamesOf(signal),
        Key = Fingerprint.Of($"{signal.Source}|{signal.Account}|{signal.Region}|{signal.Name}|" +
            signal.Labels.GetValueOrDefault("deployment_group") + signal.Labels.GetValueOrDefault("env")),
        Text = TextCut.Line(text, LongestText),
    };

    private static string? Words(Signal signal) => signal.Source switch
    {
        "codedeploy" when FactOf(signal, "Instance") is null && Deployed(signal.State) is { } verb =>
            Sentence(signal.Name, verb, "CodeDeploy", FactOf(signal, "Deployment group")),
        "codepipeline" when !signal.Labels.ContainsKey("action") && Ran(signal.State) is { } verb =>
            Sentence("pipeline " + signal.Name, verb, "CodePipeline"),
        "cloudformation" when Stacked(signal.State) is { } verb =>
            Sentence("stack " + signal.Name, verb, "CloudFormation"),
        "ecs" when Deployed(signal.State?.Replace("SERVICE_DEPLOYMENT_", "", StringComparison.Ordinal)) is { } verb
            && signal.State!.StartsWith("SERVICE_DEPLOYMENT_", StringComparison.Ordinal) =>
            Sentence(signal.Name, verb, "ECS", FactOf(signal, "Cluster")),
        "cloudtrail" when IsWrite(signal) => Sentence(
            FactOf(signal, "Resource") ?? signal.Labels.GetValueOrDefault("resource") ?? "something",
            "changed by " + Call(signal.Name), signal.Labels.GetValueOrDefault("resource")),
        "github" or "gitlab" when signal.Name.StartsWith("Deployment of ", StringComparison.Ordinal)
            && Deployed(signal.State) is { } verb => Repository(signal, verb),
        AlarmReader.SourceName when signal.State is "create" or "update" or "delete" => Alarm(signal),
        _ => null,
    };

    /// <summary><c>orders-api v1.42 deployed to production (GitHub, ann)</c></summary>
    private static string Repository(Signal signal, string verb)
    {
        var name = signal.Name["Deployment of ".Length..];
        var version = signal.Labels.GetValueOrDefault("branch");
        return Sentence($"{name[(name.LastIndexOf('/') + 1)..]}{(version is null ? "" : " " + version)}",
            signal.Labels.GetValueOrDefault("env") is not { } env ? verb
                : verb.StartsWith(Deployment, StringComparison.Ordinal)
                    ? $"{Deployment} to {env}{verb[Deployment.Length..]}" : $"{verb} to {env}",
            signal.Source == "github" ? "GitHub" : "GitLab", FactOf(signal, "Actor") ?? FactOf(signal, "User"));
    }

    private static string Alarm(Signal signal)
    {
        var verb = signal.State switch { "create" => "created", "delete" => "deleted", _ => "changed" };
        var settings = signal.Facts.Where(fact => fact.Value.Contains(" → ", StringComparison.Ordinal)).Take(2)
            .Select(fact => $"{fact.Name} {fact.Value}");
        return string.Join(": ", new[] { $"alarm {signal.Name} {verb}", string.Join(", ", settings) }
            .Where(part => part.Length > 0));
    }

    private static string Sentence(string what, string verb, params string?[] by) =>
        $"{what} {verb}{(by.OfType<string>().ToArray() is { Length: > 0 } all ? $" ({string.Join(", ", all)})" : "")}";

    private static string? Deployed(string? state) => state?.ToUpperInvariant() switch
    {
        "SUCCESS" or "SUCCEEDED" or "COMPLETED" => "deployed",
        "START" or "STARTED" or "CREATED" or "IN_PROGRESS" or "RUNNING" => "deployment started",
        "FAILURE" or "FAILED" or "ERROR" => "deployment failed",
        "STOP" or "STOPPED" or "CANCELED" or "CANCELLED" => "deployment stopped",
        "ROLLBACK" => "rolled back",
        _ => null,
    };

    private static string? Ran(string? state) => state switch
    {
        "SUCCEEDED" => "succeeded",
        "STARTED" or "RESUMED" => "started",
        "FAILED" => "failed",
        "STOPPED" => "stopped",
        _ => null,
    };

    /// <summary>The states of a stack are <c>UPDATE_COMPLETE</c>, <c>CREATE_FAILED</c>.</summary>
    private static string? Stacked(string? state)
    {
        if (state is null)
            return null;
        if (state.Contains("ROLLBACK", StringComparison.Ordinal))
            return state.EndsWith("_COMPLETE", StringComparison.Ordinal) ? "rolled back" : "being rolled back";
        var (verb, doing) = state.Split('_')[0] switch
        {
            "CREATE" => ("created", "creation"),
            "UPDATE" => ("updated", "update"),
            "DELETE" => ("deleted", "deletion"),
            "IMPORT" => ("imported into", "import"),
            _ => ("", ""),
        };
        return verb.Length == 0 ? null
            : state.EndsWith("_FAILED", StringComparison.Ordinal) ? doing + " failed"
            : state.EndsWith("_COMPLETE", StringComparison.Ordinal) ? verb
            : state.EndsWith("_IN_PROGRESS", StringComparison.Ordinal) ? doing + " started" : null;
    }

    /// <summary>A call that failed or only reads has changed nothing.</summary>
    private static bool IsWrite(Signal signal) => signal.State == "CALLED"
        && !Array.Exists(["Get", "List", "Describe", "Lookup", "Head", "Search", "Assume", "Decrypt", "Switch"],
            verb => signal.Name.StartsWith(verb, StringComparison.Ordinal));

    /// <summary><c>UpdateFunctionCode</c> of <c>UpdateFunctionCode20150331v2</c>.</summary>
    private static string Call(string name)
    {
        var version = name.IndexOfAny(['0', '1', '2', '3', '4', '5', '6', '7', '8', '9']);
        return version > 0 && name.Length - version >= 8 ? name[..version] : name;
    }

    private static IReadOnlyList<string> NamesOf(Signal signal) => signal.Source switch
    {
        "cloudtrail" => FactOf(signal, "Resource") is { } resource ? [resource] : [],
        "codepipeline" or "cloudformation" => [signal.Name],
        _ => ServiceNames.Of(signal),
    };

    private static string? FactOf(Signal signal, string name) =>
        signal.Facts.FirstOrDefault(fact => fact.Name == name)?.Value;
}
