using System.Text.Json;
using Spectre.Console;

namespace Alerting.Cli.ConfigTests;

internal static class ConfigTestReport
{
    public static void Print(IAnsiConsole console, IReadOnlyList<ConfigTestResult> results)
    {
        foreach (var file in results.GroupBy(result => result.File.Path))
        {
            console.Profile.Out.Writer.WriteLine(file.Key);
            foreach (var result in file)
                Print(console, result);
        }
        var failed = results.Count(result => result.Failures.Count > 0);
        var tests = results.Count == 1 ? "1 test" : $"{results.Count} tests";
        console.MarkupLine(failed == 0 ? $"[green]{tests} passed.[/]" : $"[red]{tests}, {failed} failed.[/]");
    }

    private static void Print(IAnsiConsole console, ConfigTestResult result)
    {
        var isGood = result.Failures.Count == 0;
        console.MarkupLineInterpolated(isGood
            ? (FormattableString)$"  [green]ok[/]    {result.Test.Name}"
            : $"  [red]failed[/] {result.Test.Name} (line {result.Test.Line})");
        foreach (var failure in result.Failures)
        {
            console.WriteLine($"         {failure.Key}: expected {failure.Expected}");
            console.WriteLine($"         {new string(' ', failure.Key.Length)}  but was  {failure.Actual}");
        }
        foreach (var reason in isGood ? [] : result.Reasons)
            console.WriteLine($"         {reason}");
    }

    public static void Write(Utf8JsonWriter json, IReadOnlyList<ConfigTestResult> results)
    {
        json.WriteStartObject();
        json.WriteNumber("passed", results.Count(result => result.Failures.Count == 0));
        json.WriteNumber("failed", results.Count(result => result.Failures.Count > 0));
        json.WriteStartArray("tests");
        foreach (var result in results)
            Write(json, result);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ConfigTestResult result)
    {
        json.WriteStartObject();
        json.WriteString("file", result.File.Path);
        json.WriteNumber("line", result.Test.Line);
        json.WriteString("name", result.Test.Name);
        json.WriteBoolean("passed", result.Failures.Count == 0);
        json.WriteStartArray("failures");
        foreach (var failure in result.Failures)
        {
            json.WriteStartObject();
            json.WriteString("key", failure.Key);
            json.WriteString("expected", failure.Expected);
            json.WriteString("actual", failure.Actual);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
