using System.Text.Json;
using Alerting.Redaction;
using Alerting.Text;
using Spectre.Console;

namespace Alerting.Cli;

/// <param name="input">Reads answers to questions; null when the input is not a terminal.</param>
public sealed class Terminal(TextWriter output, TextWriter error, TextReader? input = null)
{
    private const int WidthOfPipes = 1_000_000;
    private const int WidthOfRules = 100;

    public IAnsiConsole People { get; } = Create(output);

    /// <summary>Prints text unchanged, for other programs.</summary>
    public void Exact(string text) => output.WriteLine(text);

    public void Json(Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, JsonText.Indented))
            write(json);
        output.WriteLine(System.Text.Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length));
    }

    /// <summary>Asks a yes/no question. Null when the input is not a terminal.</summary>
    public bool? Ask(string question)
    {
        if (input is null)
            return null;
        output.Write(question + " [y/N] ");
        output.Flush();
        return input.ReadLine()?.Trim().ToUpperInvariant() is "Y" or "YES";
    }

    /// <summary>It may quote a part of the event or the configuration.</summary>
    public void Error(string sentence) => error.WriteLine("alerting: " + Redactor.BuiltIn.ApplyToQuotes(sentence));

    /// <summary>Beside the answer, for people; never on standard output.</summary>
    public void Note(string sentence) => error.WriteLine(Redactor.BuiltIn.ApplyToQuotes(sentence));

    /// <summary>A line across the screen with a heading; of ordinary width in a pipe.</summary>
    internal static void Heading(IAnsiConsole console, Rule rule)
    {
        var width = console.Profile.Width;
        console.Profile.Width = Math.Min(width, WidthOfRules);
        console.Write(rule.LeftJustified());
        console.Profile.Width = width;
    }

    private static IAnsiConsole Create(TextWriter output)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) });
        // Pipes and logs have no width; the default of 80 columns would break lines and links.
        if (Console.IsOutputRedirected)
            console.Profile.Width = WidthOfPipes;
        return console;
    }
}
