using Amazon.Lambda.Core;
using Amazon.Lambda.RuntimeSupport;

namespace Alerting.Functions;

/// <summary>Runs the configured role in Lambda's runtime loop.</summary>
internal static class FunctionEntrypoint
{
    private const string RuntimeApi = "AWS_LAMBDA_RUNTIME_API";

    /// <summary>Returns exit code 1 when it could not start; otherwise runs until cancelled.</summary>
    public static async Task<int> RunAsync(Func<string, string?> environment, TimeProvider time,
        CancellationToken cancellation)
    {
        if (string.IsNullOrEmpty(environment(RuntimeApi)))
        {
            await Console.Error.WriteLineAsync(
                $"{RuntimeApi} is not set. Only Lambda runs this executable; to try it on your machine, use 'sam " +
                "local invoke'.");
            return 1;
        }
        MemoryLimit.Set(environment);
        using var start = new FunctionStart(environment, time);
        using var bootstrap =
            LambdaBootstrapBuilder.Create(start.HandleAsync).UseBootstrapHandler(start.InitializeAsync).Build();
        try
        {
            await bootstrap.RunAsync(cancellation);
        }
        // Unhandled, it would be logged as plain text. Exceptions of the initializer are logged already.
        catch (Exception failure)
        {
            if (start.HasSucceeded)
                LambdaLogger.Log(LogLevel.Critical, failure, "Exiting: cannot reach the Lambda runtime API.");
            return 1;
        }
        return start.HasSucceeded ? 0 : 1;
    }
}
