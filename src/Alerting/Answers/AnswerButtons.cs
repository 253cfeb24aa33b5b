using System.Globalization;
using System.Text;
using Alerting.Incidents;

namespace Alerting.Answers;

/// <summary>The form of the page. Each button sends its own answer.</summary>
internal static class AnswerButtons
{
    public static void Write(IncidentView view, string nonce, StringBuilder html)
    {
        html.Append("<form method=\"post\">").Append(Hidden(AnswerForm.Nonce, nonce));
        html.Append(Hidden(AnswerForm.Seen, view.Incident.Answers.ToString(CultureInfo.InvariantCulture)));
        if (view.Incident.Escalation is { } escalation)
            html.Append(Hidden(AnswerForm.Step, escalation.Number.ToString(CultureInfo.InvariantCulture)));
        if (view.Person is null)
            WhoAnswers(view, html);
        html.Append(Button(AnswerNames.Acknowledge, Acknowledge(view), "main wide"));
        html.Append(Button(AnswerNames.SnoozeHour, "Snooze 1 h"))
            .Append(Button(AnswerNames.SnoozeMorning, "Until morning"));
        if (view.CanEscalate)
            html.Append(Button(AnswerNames.Escalate, "Escalate now", "wide"));
        if (view.Incident.IsAnswered)
        {
            var undo = view.Incident.State == IncidentState.Snoozed ? "Undo: end the snooze" : "Undo: I am not on it";
            html.Append(Button(AnswerNames.Unacknowledge, undo, "wide"));
        }
        html.Append("<details class=\"wide\"><summary>Close the incident</summary>")
            .Append("<label for=\"reason\">Why, for the timeline</label>")
            .Append($"<input id=\"reason\" name=\"{AnswerForm.Reason}\" maxlength=\"200\" autocomplete=\"off\">")
            .Append("<p class=\"soft\">Everybody who was notified will be notified that it is over. ")
            .Append("It opens again only for an alert that starts later.</p>")
            .Append(Button(AnswerNames.Close, "Close for everybody")).Append("</details></form>");
    }

    private static string Acknowledge(IncidentView view)
    {
        if (view.Incident.State != IncidentState.Acknowledged)
            return "Acknowledge";
        return view.Person is { } person && view.Incident.By?.Person == person.Key
            ? "Acknowledge for longer" : "Take it over";
    }

    private static void WhoAnswers(IncidentView view, StringBuilder html)
    {
        html.Append("<label class=\"wide\">Who are you? ");
        if (view.People.Count == 0)
        {
            html.Append($"<input name=\"{AnswerForm.By}\" required maxlength=\"60\" autocomplete=\"name\"></label>");
            return;
        }
        html.Append($"<select name=\"{AnswerForm.By}\" required><option value=\"\">Choose your name</option>");
        foreach (var person in view.People)
            html.Append($"<option value=\"{AnswerPage.Text(person.Key)}\">{AnswerPage.Text(person.Name)}</option>");
        html.Append("</select></label>");
    }

    private static string Hidden(string name, string value) =>
        $"<input type=\"hidden\" name=\"{name}\" value=\"{AnswerPage.Text(value)}\">";

    private static string Button(string answer, string text, string style = "") =>
        $"<button name=\"{AnswerForm.Answer}\" value=\"{answer}\" class=\"{style}\">{AnswerPage.Text(text)}</button>";
}

/// <summary>The values of the buttons.</summary>
internal static class AnswerNames
{
    public const string Acknowledge = "ack";
    public const string Unacknowledge = "unack";
    public const string SnoozeHour = "snooze-1h";
    public const string SnoozeMorning = "snooze-morning";
    public const string Escalate = "escalate";
    public const string Close = "close";
}
