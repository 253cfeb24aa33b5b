using Alerting.Functions;

return await FunctionEntrypoint.RunAsync(Environment.GetEnvironmentVariable, TimeProvider.System,
    CancellationToken.None);
