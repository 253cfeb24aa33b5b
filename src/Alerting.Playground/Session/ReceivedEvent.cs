using Alerting.Alerts;
using Alerting.Playground.Views;

namespace Alerting.Playground.Session;

/// <summary>What became of an event: how many alerts it is, and what of it could not be read.</summary>
public sealed record ReceivedEvent(int Alerts, IReadOnlyList<string> Problems)
{
    /// <summary>More than these in passing nobody reads; the decisions show all of them.</summary>
    private const int MostProblems = 2;

    public string Sentence => string.Join(' ', [Counted(Alerts), .. Problems.Take(MostProblems)]);

    public static ReceivedEvent Of(IReadOnlyList<Signal> signals) =>
        new(signals.Count, [.. signals.SelectMany(signal => signal.Problems).Distinct()]);

    public static string Counted(int alerts) => alerts switch
    {
        0 => "It was taken in, and tells nothing.",
        1 => "1 alert was taken in.",
        _ => $"{alerts} alerts were taken in.",
    };

    public ReceivedView View() => new(Alerts, Sentence);
}
