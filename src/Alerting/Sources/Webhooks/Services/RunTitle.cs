using Alerting.Sources.AwsServices;

namespace Alerting.Sources.Webhooks.Services;

/// <summary>Titles of runs and deployments: <c>Deploy of example/shop failed on main</c>.</summary>
internal static class RunTitle
{
    public static string Of(string? name, ServiceState state, string? branch) =>
        $"{name} {Outcome(state)}" + (branch is null ? "" : $" on {branch}");

    private static string Outcome(ServiceState state) => state.Kind switch
    {
        StateKind.Resolved => "succeeded",
        StateKind.Firing => state.Word is "timed_out" ? "timed out" : "failed",
        _ => $"is {Wording.Words(state.Word ?? "unknown")}",
    };
}
