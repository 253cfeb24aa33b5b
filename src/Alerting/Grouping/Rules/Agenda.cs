namespace Alerting.Grouping.Rules;

/// <summary>What is to be told now, by kind, each with the reason of the worst.</summary>
internal sealed class Agenda
{
    public Topic Firing { get; } = new();

    public Topic Flapping { get; } = new();

    public Topic Resolved { get; } = new();

    public Topic Reminders { get; } = new();

    public Topic Digest { get; } = new();

    public bool CountedAreDue { get; private set; }

    public static Agenda Of(GroupDraft group)
    {
        var agenda = new Agenda { CountedAreDue = Counting.PlanOf(group).IsDue(group.Now) };
        var plans = new List<(Incident Incident, Plan Plan)>();
        foreach (var incident in group.Incidents)
        {
            var plan = Timing.Of(incident, group);
            if (plan.IsDue(group.Now))
                agenda.TopicOf(incident, plan).Add(incident, plan);
            else if (plan is { At: not null, Mute: null, IsHeld: false })
                plans.Add((incident, plan));
        }
        // Whoever is told anyway is told the rest in the same breath.
        foreach (var (incident, plan) in plans)
            if (agenda.IsCompany(incident))
                agenda.TopicOf(incident, plan).Join(incident, plan);
        return agenda;
    }

    private bool IsCompany(Incident incident) => incident.News switch
    {
        News.Firing => Firing.Any || CountedAreDue,
        News.Resolved => Firing.Any || Resolved.Any || CountedAreDue,
        News.None => Reminders.Any,
        _ => false,
    };

    private Topic TopicOf(Incident incident, Plan plan) => (plan.IsHeld, incident.News) switch
    {
        (true, _) => Digest,
        (_, News.Flapping) => Flapping,
        (_, News.Resolved or News.Healed) => Resolved,
        (_, News.None) => Reminders,
        _ => Firing,
    };
}

/// <summary>Incidents that are told together.</summary>
internal sealed class Topic
{
    private Alerts.Severity? _worst;

    public List<Incident> Incidents { get; } = [];

    public string Reason { get; private set; } = "";

    public bool Any => Incidents.Count > 0;

    public void Add(Incident incident, Plan plan)
    {
        Incidents.Add(incident);
        if (incident.Severity <= _worst)
            return;
        _worst = incident.Severity;
        Reason = plan.Reason;
    }

    /// <summary>One that could have waited; its reason counts only where there is no other.</summary>
    public void Join(Incident incident, Plan plan)
    {
        Incidents.Add(incident);
        if (_worst is null)
            Reason = plan.Reason;
    }
}
