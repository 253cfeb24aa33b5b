namespace Alerting.Configuration;

/// <summary>Every error and note about people, schedules and escalation policies.</summary>
internal static class OnCallErrors
{
    public const string AfterTooShort = "after must be at least 1m, so that somebody can reach the phone.";
    public const string ByWithoutPeople =
        "by is for the people of a receiver. Add on_call: <schedule> or people: [<person>], or remove by.";
    public const string EmptyRotation = "This rotation has no people. Write rotation: [ann, bob].";
    public const string FromNotADate = "Write a date such as 2026-11-02, or a time such as \"2026-11-02 09:00\".";
    public const string HandoverInstead = "Write \"mon 09:00\", or \"09:00\" if every is days or hours.";
    public const string EveryInstead =
        "Write 1w, 2w, 1d or hours that divide a day: 1h, 2h, 3h, 4h, 6h, 8h or 12h.";
    public const string NoDayInHandover =
        "handover names a weekday, but every is not a number of weeks. Write only the time, such as \"09:00\".";
    public const string NobodyIsReserved =
        "nobody means a gap in a schedule, so it cannot be a person's name. Choose another name.";
    public const string NoStep = "This escalation policy notifies nobody. Add - notify: [receiver].";
    public const string RepeatNotLast = "repeat must be the last step, because it starts again with the first one.";
    public const string RepeatNotifies =
        "A step has either notify or repeat. Move repeat to a last step: - { after: 15m, repeat: 2 }.";
    public const string StepNotifiesNobody =
        "This step notifies nobody. Add notify: [receiver], or remove the step.";
    public const string TooManySteps = "An escalation policy can have 10 steps. Remove some, or use repeat.";
    public const string TwoOfLayersAndCalendar =
        "A schedule has either layers or ical. Remove one of them.";
    public const string UntilBeforeFrom = "until must be later than from.";

    public static string NoChannel(string person, IEnumerable<string> channels) =>
        $"{person} cannot be reached. Add one of: {string.Join(", ", channels)}.";

    public static string NotReachable(string person, string reason) => $"{person} cannot be reached: {reason}.";

    public static string SkippedChannel(string person, string channel, string reason) =>
        $"{person} is not notified by {channel}: {reason}.";

    public static string EmailWithoutSmtp(string person) =>
        $"{person} uses email without a mail server. Add smtp: {{ host, user, password, from }}.";

    public static string NotASlackId(string text) => ConfigErrors.IsNot(text, "a Slack member id",
        "Write the id from the member's profile, such as U01ANN.");

    public static string ChannelNotGiven(string person, string channel) =>
        $"{person} has no {channel}. Add {channel} to {person}, or remove it from by.";

    public static string NoChannelInRule(string severity) =>
        $"by names no channel for {severity}. Name at least one, or remove the key: routes decide who is notified.";

    public static string BadPerson(string key) =>
        ConfigErrors.IsNot(key, "a person's name",
            "Use letters, digits, \"-\", \"_\" and \".\", and the key name for the rest.");

    public static string NoLayers(string schedule) =>
        $"Schedule {schedule} has no layers. Write layers: [{{ rotation: [ann, bob], every: 1w, " +
        "handover: \"mon 09:00\", from: 2026-11-02 }], or ical: with a calendar's URL.";

    public static string NobodyEver(string schedule) =>
        $"Nobody is ever on call in schedule {schedule}. Add a person to a rotation.";

    public static string NoFrom(string first) =>
        $"This rotation has no from. Write the day on which {first} begins, such as from: 2026-11-02.";
}
