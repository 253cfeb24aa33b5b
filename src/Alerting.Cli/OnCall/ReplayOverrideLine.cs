using System.Text.Json;
using Alerting.Alerts;
using Alerting.Configuration;
using Alerting.Configuration.Values;
using Alerting.OnCall;
using Alerting.Sources;

namespace Alerting.Cli.OnCall;

/// <summary>
/// A line of a replay on which somebody takes over:
/// <c>{"at": TIME, "override": {"schedule": SCHEDULE, "person": PERSON, "for": "4h"}}</c>.
/// </summary>
internal static class ReplayOverrideLine
{
    private const string Example = "\"override\": {\"schedule\": \"primary\", \"person\": \"bob\", \"for\": \"4h\"}";

    /// <param name="config">As of this line.</param>
    public static ScheduleOverride Read(JsonElement json, AlertingConfig config, DateTimeOffset at)
    {
        if (json.ValueKind != JsonValueKind.Object || json.Text("schedule") is not { } schedule
            || json.Text("person") is not { } person)
        {
            throw new FormatException($"\"override\" needs a schedule and a person. Write {Example}.");
        }
        OnCallInputs.Schedule(config, schedule);
        if (person != Person.Nobody)
            OnCallInputs.Person(config, person);
        var from = Time(json, "from") ?? at;
        var to = End(json, from);
        return new ScheduleOverride(
            Fingerprint.Of($"{schedule}|{person}|{from:O}|{to:O}|{at:O}")[..8], schedule, person, from, to)
        {
            InsteadOf = OnCallInputs.Person(config, json.Text("instead_of", "insteadOf")), CreatedAt = at,
        };
    }

    private static DateTimeOffset End(JsonElement json, DateTimeOffset from)
    {
        var end = (json.Text("for"), Time(json, "until", "to")) switch
        {
            ({ } text, null) => Durations.TryParse(text, out var length) ? from + length
                : throw new FormatException(Durations.Error(text)),
            (null, { } until) => until,
            _ => throw new FormatException($"\"override\" needs either \"for\" or \"until\". Write {Example}."),
        };
        return end > from ? end : throw new FormatException("The override ends before it begins.");
    }

    private static DateTimeOffset? Time(JsonElement json, params ReadOnlySpan<string> names) =>
        json.Text(names) is not { } text ? null
            : JsonFields.TryTime(text, out var time) ? time : throw new FormatException(Inputs.NotATime(text));
}
