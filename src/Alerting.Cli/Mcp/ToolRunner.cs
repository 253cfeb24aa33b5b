using System.CommandLine;
using System.Text.Json;
using Alerting.Cli.Incidents;
using Alerting.Cli.OnCall;
using Alerting.Cli.Status;
using Alerting.Cli.Why;

namespace Alerting.Cli.Mcp;

/// <summary>Runs tools one after the other, by the commands that people use.</summary>
internal sealed class ToolRunner : IDisposable
{
    /// <summary>An assistant has little room.</summary>
    private const int MostLetters = 200_000;

    private readonly StringWriter _output = new();
    private readonly StringWriter _errors = new();
    private readonly SemaphoreSlim _one = new(1);
    private readonly RootCommand _root;
    private readonly IReadOnlyList<string> _defaults;

    public ToolRunner(TimeProvider time, IReadOnlyList<string> defaults)
    {
        _defaults = defaults;
        var terminal = new Terminal(_output, _errors);
        _root = new RootCommand
        {
            IncidentsCommand.Create(terminal, time), WhyCommand.Create(terminal, time),
            StatusCommand.Create(terminal, time), OnCallCommand.Create(terminal, time),
            ExplainCommand.Create(terminal, time), CheckCommand.Create(terminal, time), ReplayCommand.Create(terminal),
        };
    }

    /// <summary>The command's output, or the sentence that it failed with.</summary>
    public async Task<ToolAnswer> RunAsync(ReadTool tool, IReadOnlyDictionary<string, JsonElement> arguments)
    {
        await _one.WaitAsync();
        try
        {
            using var call = new ToolCall(tool, arguments, _defaults);
            var exit = await CommandLine.RunAsync(_root, call.Line, new Terminal(_output, _errors));
            var (output, errors) = (_output.ToString().Trim(), _errors.ToString().Trim());
            return exit == CommandLine.Wrong || output.Length == 0 ? new ToolAnswer(errors, true)
                : new ToolAnswer(Shortened(output), false);
        }
        catch (UserException wrong)
        {
            return new ToolAnswer(wrong.Message, true);
        }
        finally
        {
            _output.GetStringBuilder().Clear();
            _errors.GetStringBuilder().Clear();
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    private static string Shortened(string output) => output.Length <= MostLetters ? output
        : $"{output[..MostLetters]}\n(cut off here: {output.Length - MostLetters:N0} further characters)";
}

internal sealed record ToolAnswer(string Text, bool IsError);
