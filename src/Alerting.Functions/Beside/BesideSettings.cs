namespace Alerting.Functions.Beside;

/// <summary>What the stack's parameters allow beside a page. Nothing by default.</summary>
internal sealed record BesideSettings
{
    public const string ChangesVariable = "ALERTING_BESIDE_CHANGES";

    /// <summary>Whether changes and pages are kept, and named beside a page.</summary>
    public bool KeepsChanges { get; init; }

    public bool IsAny => KeepsChanges;

    public static BesideSettings Of(Func<string, string?> environment) => new()
    {
        KeepsChanges = environment(ChangesVariable) == "on",
    };
}
