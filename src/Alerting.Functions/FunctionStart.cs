using Alerting.Aws;
using Alerting.Functions.Metrics;
using Alerting.Functions.Rehearsals;
using Amazon.Lambda.Core;

namespace Alerting.Functions;

/// <summary>
/// Starts the function inside the initializer of Lambda's runtime. Lines logged earlier would not have the configured
/// format (JSON when deployed).
/// </summary>
internal sealed class FunctionStart(Func<string, string?> environment, TimeProvider time) : IDisposable
{
    private readonly MetricOutput _metrics = new(environment);
    private AlertingServices? _services;
    private Func<Stream, ILambdaContext, Task<Stream>>? _handler;

    public bool HasSucceeded => _handler is not null;

    /// <summary>False, with one sentence in the log, when the function cannot run.</summary>
    public async Task<bool> InitializeAsync()
    {
        if (!FunctionRoles.TryParse(environment(FunctionRoles.Variable), out var role))
        {
            return Fail($"{FunctionRoles.Variable} is \"{environment(FunctionRoles.Variable)}\". Set it to one of: " +
                $"{FunctionRoles.Known}.");
        }
        LambdaLogger.Log(LogLevel.Information, "Starting the {role} function (AWS packages: {packages})",
            role.ToString(), AwsPackagesChoice.Taken);

        _services = new AlertingServices(environment, time);
        if (role.NeedsBackend() && _services.Backend is null)
        {
            return Fail($"Set {AwsBackend.TableVariable} and {AwsBackend.GroupsVariable}: " +
                $"the {role.ToString().ToLowerInvariant()} function needs both.");
        }
        _handler = role.Handler(_services);
        // In local mode a process handles few events, and a person waits for the first.
        if (_services.Backend is not null)
            await new Rehearsal(role, _services, environment).RunAsync();
        return true;
    }

    public async Task<Stream> HandleAsync(Stream input, ILambdaContext context)
    {
        try
        {
            return await _handler!(input, new RedactingContext(context, () => _services!.Redaction));
        }
        // Lambda logs it, and sends it to the dead-letter queue with the event.
        catch (Exception failure) when (RedactedException.Of(failure, _services!.Redaction) is { } redacted)
        {
            throw redacted;
        }
        finally
        {
            _metrics.Write(_services!.Metrics);
        }
    }

    public void Dispose()
    {
        _services?.Dispose();
        _metrics.Dispose();
    }

    private static bool Fail(string sentence)
    {
        LambdaLogger.Log(LogLevel.Critical, "{sentence}", sentence);
        return false;
    }
}
