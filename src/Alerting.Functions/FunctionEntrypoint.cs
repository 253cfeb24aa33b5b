using Amazon.Lambda.Core;
using Amazon.Lambda.RuntimeSupport;

namespace Alerting.Functions;

/// <summary>Starts the role this copy of the executable has, and serves Lambda's runtime until it ends.</summary>
public static class FunctionEntrypoint
{
    private const string RuntimeApi = "AWS_LAMBDA_RUNTIME_API";

    /// <summary>Exit code 1 when it could not start; otherwise it runs until cancelled.</summary>
    public static async Task<int> RunAsync(Func<string, string?> environment, TimeProvider time, CancellationToken cancellation)
    {
        if (string.IsNullOrEmpty(environment(RuntimeApi)))
        {
            await Console.Error.WriteLineAsync($"{RuntimeApi} is not set: Lambda starts this executable, and here 'sam local invoke' does.");
            return 1;
        }
        using var start = new FunctionStart(environment, time);
        using var bootstrap = LambdaBootstrapBuilder.Create(start.HandleAsync).UseBootstrapHandler(start.InitializeAsync).Build();
        try
        {
            await bootstrap.RunAsync(cancellation);
        }
        // Unhandled, it would be written into the log as plain text. What the initializer threw is there already.
        catch (Exception failure)
        {
            if (start.HasSucceeded)
                LambdaLogger.Log(LogLevel.Critical, failure, "The function ends: it cannot reach Lambda's runtime.");
            return 1;
        }
        return start.HasSucceeded ? 0 : 1;
    }
}
