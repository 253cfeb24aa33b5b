using System.Globalization;

namespace Amazon.Lambda.RuntimeSupport.Helpers;

/// <summary>
/// The variables Lambda sets for a function:
/// https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html.
/// </summary>
internal static class LambdaEnvironment
{
    public static string RuntimeApi => Get("AWS_LAMBDA_RUNTIME_API");

    public static string FunctionName => Get("AWS_LAMBDA_FUNCTION_NAME");

    public static string FunctionVersion => Get("AWS_LAMBDA_FUNCTION_VERSION");

    public static string LogGroupName => Get("AWS_LAMBDA_LOG_GROUP_NAME");

    public static string LogStreamName => Get("AWS_LAMBDA_LOG_STREAM_NAME");

    public static string LogFormat => Get("AWS_LAMBDA_HANDLER_LOG_FORMAT") ?? Get("AWS_LAMBDA_LOG_FORMAT");

    public static string LogLevel => Get("AWS_LAMBDA_HANDLER_LOG_LEVEL") ?? Get("AWS_LAMBDA_LOG_LEVEL");

    public static int MemoryLimitInMB =>
        int.TryParse(Get("AWS_LAMBDA_FUNCTION_MEMORY_SIZE"), NumberStyles.None, CultureInfo.InvariantCulture,
            out var size)
            ? size
            : 0;

    /// <summary>X-Ray's SDKs read the invocation's trace id from this variable.</summary>
    public static void SetTrace(string traceId) => Environment.SetEnvironmentVariable("_X_AMZN_TRACE_ID", traceId);

    private static string Get(string name) => Environment.GetEnvironmentVariable(name);
}
