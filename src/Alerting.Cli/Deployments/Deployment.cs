using System.CommandLine;

namespace Alerting.Cli.Deployments;

/// <summary>
/// Finds a deployment's table and queues. An option counts first, then <c>--stack</c>, then the environment variables,
/// then the stack that <c>samconfig.toml</c> deploys.
/// </summary>
internal sealed class Deployment
{
    private readonly ParseResult _parsed;
    private readonly Func<string, string?> _environment;
    private readonly Lazy<Task<StackOutputs?>> _outputs;

    /// <param name="folder">Where <c>samconfig.toml</c> is looked for.</param>
    public Deployment(ParseResult parsed, Func<string, string?> environment, string folder, Terminal terminal)
    {
        (_parsed, _environment) = (parsed, environment);
        _outputs = new(() => ReadOutputsAsync(folder, terminal));
    }

    public static Option<string?> Stack { get; } = new("--stack")
    {
        Description = "The deployed stack; its outputs name the table and the queues. Default: ALERTING_STACK, else " +
            "the stack of samconfig.toml.",
        HelpName = "NAME",
    };

    public static Option<string?> Table { get; } = new(DeployedName.Table.Option)
    {
        Description = "The deployment's table (output TableName). Default: ALERTING_TABLE.",
        HelpName = "NAME",
    };

    public static Deployment Of(ParseResult parsed, Terminal terminal) =>
        new(parsed, Environment.GetEnvironmentVariable, Environment.CurrentDirectory, terminal);

    /// <summary>For verbs with <see cref="Table"/>.</summary>
    public Task<string> FindTableAsync() => FindAsync(DeployedName.Table, _parsed.GetValue(Table));

    /// <summary>Throws a <see cref="UserException"/> when nothing names it.</summary>
    public async Task<string> FindAsync(DeployedName name, string? option) =>
        await FindOrNullAsync(name, option) ?? throw new UserException(name.Missing);

    /// <summary>Null when nothing names it.</summary>
    public async Task<string?> FindOrNullAsync(DeployedName name, string? option)
    {
        if (option is { Length: > 0 })
            return option;
        if (NamedStack is null && _environment(name.Variable) is { Length: > 0 } variable)
            return variable;
        return await _outputs.Value is { } stack ? stack[name.Output] : null;
    }

    /// <summary>Null also when the stack is of a version without it.</summary>
    public async Task<string?> FindIfDeployedAsync(DeployedName name) =>
        NamedStack is null && _environment(name.Variable) is { Length: > 0 } variable ? variable
            : (await _outputs.Value)?.Find(name.Output);

    /// <summary>Without <c>samconfig.toml</c>, for verbs that also work offline; null when nothing names it.</summary>
    public async Task<string?> FindNamedAsync(DeployedName name, string? option) =>
        NamedStack is not null || option is { Length: > 0 } || _environment(name.Variable) is { Length: > 0 }
            ? await FindOrNullAsync(name, option) : null;

    /// <summary>Null when no stack is named and <c>samconfig.toml</c> is missing.</summary>
    public Task<StackOutputs?> OutputsAsync() => _outputs.Value;

    private string? NamedStack =>
        _parsed.GetValue(Stack) is { Length: > 0 } option ? option
            : _environment("ALERTING_STACK") is { Length: > 0 } variable ? variable : null;

    private async Task<StackOutputs?> ReadOutputsAsync(string folder, Terminal terminal)
    {
        if (NamedStack is { } named)
            return await StackOutputs.ReadAsync(named, _environment);
        if (SamConfig.StackName(folder) is not { } configured)
            return null;
        terminal.Note($"Stack {configured}, named by {SamConfig.FileName}.");
        return await StackOutputs.ReadAsync(configured, _environment);
    }
}
