namespace Alerting.Cli.Mcp;

/// <summary>An argument of a tool: a text that becomes an argument or an option of its command.</summary>
/// <param name="Option">The option that takes it; null for the command's argument.</param>
internal sealed record ToolArgument(string Name, string Description, string? Option = null)
{
    public bool IsRequired { get; init; }

    /// <summary>Whether the text is the content of the file that the command reads.</summary>
    public bool IsContent { get; init; }
}

/// <summary>A command that only reads, as a tool.</summary>
/// <param name="Verb">Such as <c>incidents list</c>.</param>
internal sealed record ReadTool(
    string Name, string Description, IReadOnlyList<string> Verb, IReadOnlyList<ToolArgument> Arguments)
{
    /// <summary>Whether it reads a deployment, so that <c>--stack</c> and <c>--table</c> are passed on.</summary>
    public bool IsDeployed { get; init; }
}
