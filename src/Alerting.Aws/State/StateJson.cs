using System.Text.Json.Serialization;
using Alerting.Beside;
using Alerting.Checks;
using Alerting.Deliveries;
using Alerting.Heartbeats;
using Alerting.Incidents;
using Alerting.OnCall;
using Alerting.OnCall.Feeds;

namespace Alerting.Aws.State;

/// <summary>JSON that is only stored in the table.</summary>
[JsonSourceGenerationOptions(
    // Small values, seldom written: a second writer for each would only fill the package.
    GenerationMode = JsonSourceGenerationMode.Metadata, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(SentRecord))]
[JsonSerializable(typeof(RateLimitLedger))]
[JsonSerializable(typeof(HeartbeatState))]
[JsonSerializable(typeof(CheckState))]
[JsonSerializable(typeof(IReadOnlyList<TimelineEntry>))]
[JsonSerializable(typeof(ScheduleOverride))]
[JsonSerializable(typeof(CalendarCopy))]
[JsonSerializable(typeof(CalendarFeed))]
[JsonSerializable(typeof(AnswerMark))]
[JsonSerializable(typeof(RecentRecord))]
[JsonSerializable(typeof(OnCallSeen))]
internal sealed partial class StateJson : JsonSerializerContext;
