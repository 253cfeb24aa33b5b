using System.Text.Json.Serialization;
using Alerting.Deliveries;
using Alerting.Incidents;

namespace Alerting.Aws.State;

/// <summary>JSON that is only stored in the table.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(SentRecord))]
[JsonSerializable(typeof(RateLimitLedger))]
[JsonSerializable(typeof(IReadOnlyList<TimelineEntry>))]
[JsonSerializable(typeof(AnswerMark))]
internal sealed partial class StateJson : JsonSerializerContext;
