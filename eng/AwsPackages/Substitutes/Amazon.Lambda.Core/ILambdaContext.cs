namespace Amazon.Lambda.Core;

/// <summary>
/// The invocation's context, from the headers of the Runtime API's <c>next</c> response and the function's
/// environment. See https://docs.aws.amazon.com/lambda/latest/dg/csharp-context.html.
/// </summary>
public interface ILambdaContext
{
    string AwsRequestId { get; }

    IClientContext ClientContext { get; }

    string FunctionName { get; }

    string FunctionVersion { get; }

    ICognitoIdentity Identity { get; }

    string InvokedFunctionArn { get; }

    ILambdaLogger Logger { get; }

    string LogGroupName { get; }

    string LogStreamName { get; }

    int MemoryLimitInMB { get; }

    TimeSpan RemainingTime { get; }

    string TenantId => string.Empty;

    string TraceId => string.Empty;

    ILambdaSerializer Serializer => null;
}
