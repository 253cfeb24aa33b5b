using Alerting.Aws;
using Alerting.Beside;

namespace Alerting.Functions.Beside;

/// <summary>What the stack's parameters allow beside a page. Nothing by default.</summary>
internal sealed record BesideSettings
{
    public const string ChangesVariable = "ALERTING_BESIDE_CHANGES";
    public const string LogGroupsVariable = "ALERTING_BESIDE_LOG_GROUPS";

    /// <summary>Whether changes and pages are kept, and named beside a page.</summary>
    public bool KeepsChanges { get; init; }

    /// <summary>The log groups in which the likely cause may be looked for.</summary>
    public LogGroups LogGroups { get; init; } = LogGroups.None;

    /// <summary>Of this stack; null where it is not known.</summary>
    public string? Account { get; init; }

    public string? Region { get; init; }

    public bool IsAny => KeepsChanges || !LogGroups.IsNone;

    public static BesideSettings Of(Func<string, string?> environment) => new()
    {
        KeepsChanges = environment(ChangesVariable) == "on",
        LogGroups = LogGroups.Parse(environment(LogGroupsVariable)),
        Account = AccountIn(environment(AwsBackend.DeliveriesVariable)),
        Region = environment("AWS_REGION"),
    };

    /// <summary><c>https://sqs.eu-west-1.amazonaws.com/123456789012/name</c></summary>
    private static string? AccountIn(string? queue) =>
        Uri.TryCreate(queue, UriKind.Absolute, out var url) && url.Segments is [_, var account, _]
            ? account.TrimEnd('/') : null;
}
