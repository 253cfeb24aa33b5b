using System.Text.Json;

namespace Alerting.Cli.Mcp;

/// <summary>A tool with the arguments of a call, as a command line. Its files are deleted at the end.</summary>
internal sealed class ToolCall : IDisposable
{
    private readonly List<string> _files = [];
    private readonly List<string> _line;

    /// <summary>Throws a <see cref="UserException"/> for arguments that the tool does not take.</summary>
    /// <param name="defaults">For tools that read a deployment.</param>
    public ToolCall(ReadTool tool, IReadOnlyDictionary<string, JsonElement> arguments, IReadOnlyList<string> defaults)
    {
        Check(tool, arguments);
        _line = [.. tool.Verb];
        try
        {
            foreach (var argument in tool.Arguments)
            {
                if (arguments.TryGetValue(argument.Name, out var value) && value.ValueKind == JsonValueKind.String)
                    Add(argument, value.GetString()!);
            }
        }
        catch
        {
            Dispose();
            throw;
        }
        _line.AddRange(tool.IsDeployed ? defaults : []);
        _line.Add("--json");
    }

    public IReadOnlyList<string> Line => _line;

    public void Dispose() => _files.ForEach(File.Delete);

    private static void Check(ReadTool tool, IReadOnlyDictionary<string, JsonElement> arguments)
    {
        foreach (var (name, value) in arguments)
        {
            if (!tool.Arguments.Any(argument => argument.Name == name))
            {
                throw new UserException($"{tool.Name} has no argument \"{name}\". " + (tool.Arguments.Count == 0
                    ? "It takes none." : $"It takes {string.Join(", ", tool.Arguments.Select(each => each.Name))}."));
            }
            if (value.ValueKind is not (JsonValueKind.String or JsonValueKind.Null))
                throw new UserException($"\"{name}\" of {tool.Name} must be a text.");
        }
        foreach (var argument in tool.Arguments.Where(each => each.IsRequired))
        {
            if (!arguments.TryGetValue(argument.Name, out var value) || value.ValueKind == JsonValueKind.Null)
                throw new UserException($"{tool.Name} needs the argument \"{argument.Name}\".");
        }
    }

    /// <summary>A text that begins like an option, or is the name of standard input, would be taken for that.</summary>
    private void Add(ToolArgument argument, string text)
    {
        if (argument.IsContent)
        {
            var file = Path.GetTempFileName();
            _files.Add(file);
            File.WriteAllText(file, text);
            text = file;
        }
        else if (text.StartsWith('-'))
        {
            throw new UserException($"\"{argument.Name}\" must not begin with a dash.");
        }
        _line.Add(argument.Option is { } option ? $"{option}={text}" : text);
    }
}
