namespace Alerting.Cli.Browser;

/// <summary>The parts of a deployment that the console reads and writes. A queue that nothing names is null.</summary>
/// <param name="Name">The stack, or the table where no stack is named.</param>
internal sealed record ConsoleParts(string Name, string Table)
{
    public string? Groups { get; init; }

    public string? Deliveries { get; init; }

    public string? DeadLetters { get; init; }

    /// <summary>The functions' log group.</summary>
    public string? Logs { get; init; }

    /// <summary>A file, <c>ssm:/parameter</c>, or null for the default.</summary>
    public string? Config { get; init; }
}
