namespace Alerting.Configuration;

/// <summary>Every error and note about people, schedules and escalation policies.</summary>
internal static class OnCallErrors
{
    public static Finding AfterTooShort => new(nameof(AfterTooShort),
        "after must be at least 1m, so that somebody can reach the phone.");
    public static Finding ByWithoutPeople => new(nameof(ByWithoutPeople),
        "by is for the people of a receiver. Add on_call: <schedule> or people: [<person>], or remove by.");
    public static Finding EmptyRotation => new(nameof(EmptyRotation),
        "This rotation has no people. Write rotation: [ann, bob].");
    public const string FromNotADate = "Write a date such as 2026-11-02, or a time such as \"2026-11-02 09:00\".";
    public const string HandoverInstead = "Write \"mon 09:00\", or \"09:00\" if every is days or hours.";
    public const string EveryInstead =
        "Write 1w, 2w, 1d or hours that divide a day: 1h, 2h, 3h, 4h, 6h, 8h or 12h.";
    public static Finding NoDayInHandover => new(nameof(NoDayInHandover),
        "handover names a weekday, but every is not a number of weeks. Write only the time, such as \"09:00\".");
    public static Finding NobodyIsReserved => new(nameof(NobodyIsReserved),
        "nobody means a gap in a schedule, so it cannot be a person's name. Choose another name.");
    public static Finding NoStep => new(nameof(NoStep),
        "This escalation policy notifies nobody. Add - notify: [receiver].");
    public static Finding RepeatNotLast => new(nameof(RepeatNotLast),
        "repeat must be the last step, because it starts again with the first one.");
    public static Finding RepeatNotifies => new(nameof(RepeatNotifies),
        "A step has either notify or repeat. Move repeat to a last step: - { after: 15m, repeat: 2 }.");
    public static Finding StepNotifiesNobody => new(nameof(StepNotifiesNobody),
        "This step notifies nobody. Add notify: [receiver], or remove the step.");
    public static Finding TooManySteps => new(nameof(TooManySteps),
        "An escalation policy can have 10 steps. Remove some, or use repeat.");
    public static Finding TwoOfLayersAndCalendar => new(nameof(TwoOfLayersAndCalendar),
        "A schedule has either layers or ical. Remove one of them.");
    public static Finding UntilBeforeFrom => new(nameof(UntilBeforeFrom), "until must be later than from.");

    public static Finding NoChannel(string person, IEnumerable<string> channels) => new(nameof(NoChannel),
        $"{person} cannot be reached. Add one of: {string.Join(", ", channels)}.");

    public static Finding NotReachable(string person, string reason) => new(nameof(NotReachable),
        $"{person} cannot be reached: {reason}.");

    public static Finding SkippedChannel(string person, string channel, string reason) => new(nameof(SkippedChannel),
        $"{person} is not notified by {channel}: {reason}.");

    public static Finding EmailWithoutSmtp(string person) => new(nameof(EmailWithoutSmtp),
        $"{person} uses email without a mail server. Add smtp: {{ host, user, password, from }}.");

    public static Finding NotASlackId(string text) => new(nameof(NotASlackId),
        ConfigErrors.IsNot(text, "a Slack member id",
        "Write the id from the member's profile, such as U01ANN."));

    public static Finding ChannelNotGiven(string person, string channel) => new(nameof(ChannelNotGiven),
        $"{person} has no {channel}. Add {channel} to {person}, or remove it from by.");

    public static Finding NoChannelInRule(string severity) => new(nameof(NoChannelInRule),
        $"by names no channel for {severity}. Name at least one, or remove the key: routes decide who is notified.");

    public static Finding BadPerson(string key) => new(nameof(BadPerson),
        ConfigErrors.IsNot(key, "a person's name",
        "Use letters, digits, \"-\", \"_\" and \".\", and the key name for the rest."));

    public static Finding NoLayers(string schedule) => new(nameof(NoLayers),
        $"Schedule {schedule} has no layers. Write layers: [{{ rotation: [ann, bob], every: 1w, " +
        "handover: \"mon 09:00\", from: 2026-11-02 }], or ical: with a calendar's URL.");

    public static Finding NobodyEver(string schedule) => new(nameof(NobodyEver),
        $"Nobody is ever on call in schedule {schedule}. Add a person to a rotation.");

    public static Finding NoFrom(string first) => new(nameof(NoFrom),
        $"This rotation has no from. Write the day on which {first} begins, such as from: 2026-11-02.");
}
