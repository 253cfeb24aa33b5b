using Alerting.Configuration;
using Alerting.OnCall;
using Alerting.Tests.Configuration;
using NodaTime;
using NodaTime.Text;

namespace Alerting.Tests.OnCall;

/// <summary>A schedule in Europe/London of people ann, bob, cy and dee, from its layers as YAML.</summary>
internal static class Rota
{
    public static AlertingConfig Config(params string[] layers) => Load.Valid($$"""
        timezone: Europe/London
        people:
          ann: { name: Ann Lee, sms: "+447700900001", email: ann@example.com }
          bob: { sms: "+447700900002" }
          cy: { sms: "+447700900003" }
          dee: { sms: "+447700900004" }
        smtp: { host: localhost, from: a@example.com }
        time_intervals:
          nights: { from: "22:00", to: "07:00" }
          weekend: { days: [sat, sun] }
          singapore: { from: "09:00", to: "17:00", timezone: Asia/Singapore }
        schedules:
          primary:
            layers:
        {{string.Join('\n', layers.Select(layer => $"      - {{ {layer} }}"))}}
        receivers: { oncall: { on_call: primary } }
        routes: [{ to: [oncall] }]
        """);

    public static OnCallTimeline Of(AlertingConfig config, params ScheduleOverride[] overrides) =>
        new(config.Schedules["primary"], config.People, new OnCallRecords(overrides, []));

    public static OnCallTimeline Of(params string[] layers) => Of(Config(layers));

    public static Instant At(string time) => InstantPattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm").Parse(time).Value;

    public static ScheduleOverride Override(string id, string person, string from, string to, string? insteadOf = null) =>
        new(id, "primary", person, At(from).ToDateTimeOffset(), At(to).ToDateTimeOffset()) { InsteadOf = insteadOf };

    /// <summary>Who is on call: <c>ann</c>, <c>-</c> in a gap, <c>nobody</c> in one that is meant.</summary>
    public static string Who(this OnCallTimeline timeline, string utc) => Word(timeline.At(At(utc)));

    /// <summary>One line for each shift, in UTC.</summary>
    public static string[] Lines(this OnCallTimeline timeline, string from, string to) =>
        [.. timeline.Shifts(At(from), At(to)).Select(shift => $"{shift.From:MM-dd HH:mm} {Word(shift.OnCall)}")];

    private static string Word(OnCallPeople onCall) =>
        onCall.IsGapMeant ? "nobody" : onCall.IsGap ? "-" : string.Join('+', onCall.People);
}
