using System.Text.Json.Serialization;
using Amazon.Lambda.APIGatewayEvents;
using Amazon.Lambda.SNSEvents;

namespace Alerting.Functions;

/// <summary>The Lambda events and answers that are typed.</summary>
[JsonSerializable(typeof(SNSEvent))]
[JsonSerializable(typeof(APIGatewayHttpApiV2ProxyResponse))]
public sealed partial class LambdaJson : JsonSerializerContext;
