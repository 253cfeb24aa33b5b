using System.Text;
using Alerting.Alerts;
using Alerting.Channels;
using Alerting.Channels.Reading;
using Alerting.Configuration;
using Alerting.Deliveries;
using Alerting.Text;
using NodaTime;

namespace Alerting.Functions;

/// <summary>
/// Prints each message as its reader would see it, then the decisions and reasons, for <c>sam local invoke</c>. Writes
/// to the error stream directly, because Lambda's runtime turns console output into log lines.
/// </summary>
internal static class LocalReport
{
    public static void Write(IntakeResult result, DateTimeZone zone)
    {
        var text = new StringBuilder();
        Messages(text, result.Outcomes, zone);
        Heading(text, "Decisions");
        if (result.Trace.Alerts.Count == 0)
            text.Append("Nothing in this event needs a notification.\n");
        foreach (var traced in result.Trace.Alerts)
            Decisions(text, traced);
        Print(text);
    }

    public static void Write(IReadOnlyList<DeliveryOutcome> outcomes, DateTimeZone zone)
    {
        var text = new StringBuilder();
        Messages(text, outcomes, zone);
        Print(text);
    }

    private static void Messages(StringBuilder text, IReadOnlyList<DeliveryOutcome> outcomes, DateTimeZone zone)
    {
        foreach (var (delivery, verdict) in outcomes)
        {
            Heading(text, DeliveryText.Heading(delivery, zone));
            text.Append(DeliveryText.Body(delivery)).Append('\n');
            // For NotSent the heading contains the reason.
            if (verdict is not Verdict.NotSent)
                text.Append($"({verdict.Word}: {Line(verdict.Reason)})\n");
        }
    }

    private static void Decisions(StringBuilder text, TracedAlert traced)
    {
        var alert = traced.Alert;
        text.Append($"{Line(alert.Title)}{(alert.IsFiring ? "" : " (resolved)")}: {alert.Severity.Name()} " +
            $"({Line(alert.SeverityReason)})\n");
        foreach (var problem in alert.Signal.Problems)
            text.Append($"  note: {Line(problem)}\n");
        foreach (var same in traced.Decisions.GroupBy(decision => (decision.Route, decision.Action, decision.Reason)))
        {
            var named = string.Join(", ",
                same.Select(decision => RecipientName.Parse(decision.Receiver).Display)
                    .Where(receiver => receiver.Length > 0).Distinct());
            var receivers = named.Length > 0 ? " " + named : "";
            var route = same.Key.Route.Length > 0 ? $" by route {Line(same.Key.Route)}" : "";
            text.Append($"  {Word(same.Key.Action)}{receivers}{route}: {Line(same.Key.Reason.Text)}\n");
        }
    }

    private static string Word(DecisionAction action) => action switch
    {
        DecisionAction.Notify => "notify",
        DecisionAction.Hold => "hold",
        _ => "suppress",
    };

    private static void Heading(StringBuilder text, string heading) => text.Append($"\n── {Line(heading)} ──\n");

    /// <summary>Keeps alert text on one line and free of terminal control sequences.</summary>
    private static string Line(string text) => TextCut.Clean(text.ReplaceLineEndings(" "));

    private static void Print(StringBuilder text)
    {
        using var error = Console.OpenStandardError();
        error.Write(Encoding.UTF8.GetBytes(text.ToString()));
    }
}
