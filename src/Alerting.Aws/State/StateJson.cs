using System.Text.Json.Serialization;
using Alerting.Channels.RateLimits;

namespace Alerting.Aws.State;

/// <summary>The JSON of what only the table holds.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(RateLimitLedger))]
internal sealed partial class StateJson : JsonSerializerContext;
