using System.Text.Json;
using Alerting.Channels;
using Spectre.Console;

namespace Alerting.Cli;

/// <summary>Where output goes: answers to one stream, complaints to the other.</summary>
/// <param name="input">Where somebody can answer a question; null when nobody is there.</param>
public sealed class Terminal(TextWriter output, TextWriter error, TextReader? input = null)
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

    /// <summary>Asks for a yes; anything else is a no. Null when there is nobody to ask.</summary>
    public bool? Ask(string question)
    {
        if (input is null)
            return null;
        output.Write(question + " [y/N] ");
        output.Flush();
        return input.ReadLine()?.Trim().ToUpperInvariant() is "Y" or "YES";
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
