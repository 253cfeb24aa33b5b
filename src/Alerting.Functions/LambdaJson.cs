using System.Text.Json.Serialization;
using Amazon.Lambda.APIGatewayEvents;
using Amazon.Lambda.SNSEvents;
using Amazon.Lambda.SQSEvents;

namespace Alerting.Functions;

/// <summary>The Lambda events and answers that are typed.</summary>
[JsonSerializable(typeof(SNSEvent))]
// Both kinds of event have a MessageAttribute, and the generator names by the short name.
[JsonSerializable(typeof(SNSEvent.MessageAttribute), TypeInfoPropertyName = "SnsMessageAttribute")]
[JsonSerializable(typeof(SQSEvent))]
[JsonSerializable(typeof(SQSBatchResponse))]
[JsonSerializable(typeof(APIGatewayHttpApiV2ProxyResponse))]
public sealed partial class LambdaJson : JsonSerializerContext;
