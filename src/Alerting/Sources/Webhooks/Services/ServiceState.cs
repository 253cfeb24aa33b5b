namespace Alerting.Sources.Webhooks.Services;

/// <summary>The meaning of a service's event for its alert.</summary>
internal enum StateKind
{
    Firing,
    Resolved,

    /// <summary>The service does not know whether the alert fires.</summary>
    NoData,

    /// <summary>Changes nothing: an acknowledgement, a comment, a test, a run that begins.</summary>
    Informational,
}

/// <param name="Word">As the service calls it.</param>
internal readonly record struct ServiceState(StateKind Kind, string? Word, bool IsKnown = true);

/// <summary>The words of a service for the states of its alerts, ignoring case.</summary>
internal sealed class StateTable
{
    public string[] Firing { get; init; } = [];

    public string[] Resolved { get; init; } = [];

    public string[] NoData { get; init; } = [];

    public string[] Informational { get; init; } = [];

    /// <summary>A word that is not listed is shown, and the alert fires until an event ends it.</summary>
    public ServiceState Of(string? word) =>
        word is null || Has(Firing, word) ? new(StateKind.Firing, word)
        : Has(Resolved, word) ? new(StateKind.Resolved, word)
        : Has(NoData, word) ? new(StateKind.NoData, word)
        : Has(Informational, word) ? new(StateKind.Informational, word)
        : new(StateKind.Firing, word, IsKnown: false);

    private static bool Has(string[] words, string word) => words.Contains(word, StringComparer.OrdinalIgnoreCase);
}
