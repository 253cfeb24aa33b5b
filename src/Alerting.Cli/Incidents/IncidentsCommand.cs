using System.CommandLine;
using Alerting.Cli.Deployments;
using Alerting.Configuration.Values;
using Alerting.Grouping;

namespace Alerting.Cli.Incidents;

/// <summary><c>alerting incidents</c>: the incidents of a deployment, what happened to them, and answering them.</summary>
internal static class IncidentsCommand
{
    /// <summary>Longer, and nobody knows that it is snoozed.</summary>
    private static readonly TimeSpan LongestSnooze = TimeSpan.FromDays(30);

    private static readonly Argument<string> Incident = new("INCIDENT")
    {
        Description = "Its code or id, as 'incidents list' shows it, or the name of one of its alerts.",
    };

    private static readonly Option<string?> By =
        new("--by") { Description = "Who answers: a person's key. Default: the current user.", HelpName = "PERSON" };

    private static readonly Option<string?> For =
        new("--for") { Description = "How long to snooze, such as 2h. Default: 1h.", HelpName = "DURATION" };

    private static readonly Option<DateTimeOffset?> Until =
        Inputs.Moment("--until", "Until when to snooze, such as 2026-11-14T08:00:00Z.");

    private static readonly Option<string?> Reason =
        new("--reason") { Description = "Why it is closed; everybody notified reads it.", HelpName = "TEXT" };

    private static readonly Option<string?> Groups = new("--groups")
    {
        Description = "The groups queue (output GroupsQueueUrl). Default: ALERTING_GROUPS_QUEUE.",
        HelpName = "URL",
    };

    public static Command Create(Terminal terminal, TimeProvider time) =>
        new("incidents", "Lists and shows the incidents of a deployment, and answers them.")
    {
        List(terminal, time), Show(terminal, time),
        Answer("ack", "Acknowledges an incident: you are on it.", terminal, time,
            (_, id, incident, by, at) => new Acknowledge { Id = id, IncidentId = incident, By = by, At = at }),
        Answer("unack", "Takes an acknowledgement or a snooze back.", terminal, time,
            (_, id, incident, by, at) => new Unacknowledge { Id = id, IncidentId = incident, By = by, At = at }),
        Answer("snooze", "Postpones an incident.", terminal, time,
            (parsed, id, incident, by, at) => new Snooze
                { Id = id, IncidentId = incident, By = by, At = at, Until = End(parsed, at) }, For, Until),
        Answer("escalate", "Asks the next people of the escalation policy now.", terminal, time,
            (_, id, incident, by, at) => new Escalate { Id = id, IncidentId = incident, By = by, At = at }),
        Answer("close", "Ends an incident, even if its alerts still fire. It opens again only for what starts later.",
            terminal, time, (parsed, id, incident, by, at) => new Close
                { Id = id, IncidentId = incident, By = by, At = at, Comment = parsed.GetValue(Reason) }, Reason),
    };

    private static Command List(Terminal terminal, TimeProvider time)
    {
        var command = new Command("list", "Lists the open incidents, those that nobody answered first.")
            { Deployment.Table, Deployment.Stack, Inputs.Json };
        command.SetAction((parsed, cancellation) =>
            ReadAsync(parsed, terminal, time, async incidents =>
            {
                new IncidentReport(terminal, time).List(
                    await incidents.OpenAsync(cancellation), parsed.GetValue(Inputs.Json));
                return CommandLine.Done;
            }));
        return command;
    }

    private static Command Show(Terminal terminal, TimeProvider time)
    {
        var command = new Command("show", "Shows an incident and what happened to it. Kept for 90 days.")
            { Incident, Deployment.Table, Deployment.Stack, Inputs.Json };
        command.SetAction((parsed, cancellation) =>
            ReadAsync(parsed, terminal, time, async incidents =>
            {
                var found = await incidents.FindAsync(parsed.GetValue(Incident)!, cancellation);
                new IncidentReport(terminal, time).Show(
                    found, await incidents.TimelineAsync(found, cancellation), parsed.GetValue(Inputs.Json));
                return CommandLine.Done;
            }));
        return command;
    }

    private static Command Answer(string name, string description, Terminal terminal, TimeProvider time,
        Func<ParseResult, string, string, string, DateTimeOffset, PersonAnswer> answer, params Option[] options)
    {
        var command = new Command(name, description)
            { Incident, By, Deployment.Table, Groups, Deployment.Stack, Inputs.Json };
        foreach (var option in options)
            command.Add(option);
        command.SetAction((parsed, cancellation) => AnswerAsync(parsed, terminal, time, async incidents =>
        {
            var by = parsed.GetValue(By) is { Length: > 0 } given ? given : Environment.UserName;
            var at = time.GetUtcNow();
            var found = await incidents.FindAsync(parsed.GetValue(Incident)!, cancellation);
            var made = answer(parsed, $"cli|{found.Incident.Id}|{name}|{by}|{at:O}", found.Incident.Id, by, at) with
                { Via = "cli", Step = found.Incident.Escalation?.Number };
            if (found.IsOver)
            {
                terminal.Error($"{found.Name} is over. {found.Stand(Inputs.ZoneOf(time), at)}");
                return CommandLine.No;
            }
            var after = await incidents.AnswerAsync(found, made, cancellation);
            new IncidentReport(terminal, time).Answered(found, after, parsed.GetValue(Inputs.Json));
            return after is null || !after.IsChangedFrom(found) ? CommandLine.No : CommandLine.Done;
        }));
        return command;
    }

    private static async Task<int> ReadAsync(
        ParseResult parsed, Terminal terminal, TimeProvider time, Func<DeployedIncidents, Task<int>> work) =>
        await DeployedIncidents.UseAsync(
            await Deployment.Of(parsed, terminal).FindTableAsync(), null, time, work);

    private static async Task<int> AnswerAsync(
        ParseResult parsed, Terminal terminal, TimeProvider time, Func<DeployedIncidents, Task<int>> work)
    {
        var deployment = Deployment.Of(parsed, terminal);
        return await DeployedIncidents.UseAsync(
            await deployment.FindTableAsync(),
            await deployment.FindAsync(DeployedName.Groups, parsed.GetValue(Groups)), time, work);
    }

    private static DateTimeOffset End(ParseResult parsed, DateTimeOffset now)
    {
        var end = (parsed.GetValue(For), parsed.GetValue(Until)) switch
        {
            (null, null) => now.AddHours(1),
            ({ } text, null) => Durations.TryParse(text, out var time) && time > TimeSpan.Zero
                ? now + (time < LongestSnooze ? time : LongestSnooze.Add(TimeSpan.FromDays(1)))
                : throw new UserException(Durations.Error(text)),
            (null, { } moment) => moment,
            _ => throw new UserException("Set the end of the snooze with either --for or --until."),
        };
        if (end <= now)
            throw new UserException("The snooze would end before it takes effect. Choose a later end.");
        return end - now <= LongestSnooze ? end
            : throw new UserException("A snooze lasts 30 days at most. Choose an earlier end, or close the incident.");
    }
}
