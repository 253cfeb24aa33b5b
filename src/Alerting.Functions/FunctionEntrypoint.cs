using Alerting.Aws;
using Amazon.Lambda.Core;
using Amazon.Lambda.RuntimeSupport;

namespace Alerting.Functions;

/// <summary>Starts the role this copy of the executable has, and serves Lambda's runtime until it ends.</summary>
public static class FunctionEntrypoint
{
    /// <summary>Exit code 1 when the role is not known; otherwise it runs until cancelled.</summary>
    public static async Task<int> RunAsync(Func<string, string?> environment, TimeProvider time, CancellationToken cancellation)
    {
        if (!FunctionRoles.TryParse(environment(FunctionRoles.Variable), out var role))
        {
            await Console.Error.WriteLineAsync(
                $"{FunctionRoles.Variable} is \"{environment(FunctionRoles.Variable)}\"; it must be one of: {FunctionRoles.Known}.");
            return 1;
        }
        LambdaLogger.Log(LogLevel.Information, "Alerting starts as {role}, with {packages} AWS packages",
            role.ToString(), AwsPackagesChoice.Taken);

        using var services = new AlertingServices(environment, time);
        if (role.NeedsBackend() && services.Backend is null)
        {
            await Console.Error.WriteLineAsync(
                $"The role {role.ToString().ToLowerInvariant()} needs {AwsBackend.TableVariable} and {AwsBackend.GroupsVariable}.");
            return 1;
        }
        using var bootstrap = LambdaBootstrapBuilder.Create(Handler(role, services)).Build();
        await bootstrap.RunAsync(cancellation);
        return 0;
    }

    private static Func<Stream, ILambdaContext, Task<Stream>> Handler(FunctionRole role, AlertingServices services) => role switch
    {
        FunctionRole.Alarm => new AlarmFunction(services).HandleAsync,
        FunctionRole.Log => new LogFunction(services).HandleAsync,
        FunctionRole.Webhook => new WebhookFunction(services).HandleAsync,
        FunctionRole.Group => new GroupFunction(services).HandleAsync,
        FunctionRole.Deliver => new DeliverFunction(services).HandleAsync,
        FunctionRole.Tick => new TickFunction(services).HandleAsync,
        _ => throw new ArgumentOutOfRangeException(nameof(role), role, "This role has no handler."),
    };
}
