using System.Text.Json.Serialization;
using Alerting.Channels;

namespace Alerting.Aws.State;

/// <summary>The JSON of what only the table holds.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(BudgetLedger))]
internal sealed partial class StateJson : JsonSerializerContext;
