using System.Globalization;
using Amazon.Lambda.Core;
using Amazon.Lambda.RuntimeSupport.Helpers;

namespace Amazon.Lambda.RuntimeSupport;

/// <summary>
/// The context of one invocation, from the headers of the <c>next</c> response. Rarely used parts are parsed on
/// demand.
/// </summary>
internal sealed class LambdaContext(HttpResponseMessage next, ILambdaLogger logger) : ILambdaContext
{
    private readonly HttpResponseMessage _next = next;

    public string AwsRequestId { get; } = Header(next, "Lambda-Runtime-Aws-Request-Id");

    public string TraceId { get; } = Header(next, "Lambda-Runtime-Trace-Id");

    public ILambdaLogger Logger { get; } = logger;

    public IClientContext ClientContext => LambdaClientContext.Parse(Header(_next, "Lambda-Runtime-Client-Context"));

    public ICognitoIdentity Identity => LambdaCognitoIdentity.Parse(Header(_next, "Lambda-Runtime-Cognito-Identity"));

    public string InvokedFunctionArn => Header(_next, "Lambda-Runtime-Invoked-Function-Arn");

    public string TenantId => Header(_next, "Lambda-Runtime-Aws-Tenant-Id");

    public string FunctionName => LambdaEnvironment.FunctionName;

    public string FunctionVersion => LambdaEnvironment.FunctionVersion;

    public string LogGroupName => LambdaEnvironment.LogGroupName;

    public string LogStreamName => LambdaEnvironment.LogStreamName;

    public int MemoryLimitInMB => LambdaEnvironment.MemoryLimitInMB;

    public TimeSpan RemainingTime => Deadline - TimeProvider.System.GetUtcNow();

    private DateTimeOffset Deadline =>
        long.TryParse(
            Header(_next, "Lambda-Runtime-Deadline-Ms"), NumberStyles.None, CultureInfo.InvariantCulture, out var at)
            ? DateTimeOffset.FromUnixTimeMilliseconds(at)
            : DateTimeOffset.UnixEpoch;

    private static string Header(HttpResponseMessage message, string name)
    {
        // There is only one value, and joining would allocate.
        if (message.Headers.NonValidated.TryGetValues(name, out var values))
        {
            foreach (var value in values)
            {
                return value;
            }
        }

        return null;
    }
}
