using System.Text.Json;
using Alerting.Channels;
using Spectre.Console;

namespace Alerting.Cli;

/// <summary>Where output goes: answers to one stream, complaints to the other.</summary>
public sealed class Terminal(TextWriter output, TextWriter error)
{
    private const int LeastWidth = 100;

    public IAnsiConsole People { get; } = Create(output);

    /// <summary>A text to the letter, for other programs.</summary>
    public void Exact(string text) => output.WriteLine(text);

    /// <summary>One JSON document.</summary>
    public void Json(Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, JsonText.Indented))
            write(json);
        output.WriteLine(System.Text.Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length));
    }

    public void Error(string sentence) => error.WriteLine("alerting: " + sentence);

    private static IAnsiConsole Create(TextWriter output)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) });
        // In a pipe or a log there is no width to respect, and 80 columns would break every link.
        if (Console.IsOutputRedirected)
            console.Profile.Width = Math.Max(console.Profile.Width, LeastWidth);
        return console;
    }
}
