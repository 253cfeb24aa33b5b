using System.Text.Json.Serialization;
using Amazon.Lambda.SNSEvents;

namespace Alerting.Functions;

/// <summary>The Lambda events that are read typed.</summary>
[JsonSerializable(typeof(SNSEvent))]
public sealed partial class LambdaJson : JsonSerializerContext;
