using Alerting.Playground.Views;

namespace Alerting.Playground.Session;

/// <summary>The number of alerts in an event, and its parse warnings.</summary>
internal sealed record ReceivedEvent(int Alerts, IReadOnlyList<string> Problems)
{
    /// <summary>For the brief message on the page. The timeline shows all.</summary>
    private const int MaxProblems = 2;

    public string Sentence => string.Join(' ', [Counted(Alerts), .. Problems.Take(MaxProblems)]);

    public static ReceivedEvent Of(Trace trace) => new(
        trace.Alerts.Count, [.. trace.Alerts.SelectMany(traced => traced.Alert.Signal.Problems).Distinct()]);

    public static string Counted(int alerts) => alerts switch
    {
        0 => "Event received. It contains no alert.",
        1 => "1 alert received.",
        _ => $"{alerts} alerts received.",
    };

    public ReceivedView View() => new(Alerts, Sentence);
}
