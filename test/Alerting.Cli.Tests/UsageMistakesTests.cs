namespace Alerting.Cli.Tests;

public sealed class UsageMistakesTests
{
    [Theory]
    [InlineData("explain", "EVENT is missing. See 'alerting explain --help'.")]
    [InlineData("silence add", "MATCHER is missing. See 'alerting silence add --help'.")]
    [InlineData("dead", "\"dead\" needs a command: list, show, redrive. See 'alerting dead --help'.")]
    [InlineData("check --config", "--config needs a value. See 'alerting check --help'.")]
    [InlineData("chek", "Unknown command or argument \"chek\". Did you mean \"check\"? See 'alerting --help'.")]
    [InlineData("silence ad", "Unknown command or argument \"ad\". Did you mean \"add\"? See 'alerting silence --help'.")]
    [InlineData("check --jsn", "Unknown option \"--jsn\". Did you mean \"--json\"? See 'alerting check --help'.")]
    [InlineData("check --format x", "\"x\" is not a format. Write text or github. See 'alerting check --help'.")]
    [InlineData("check a.yaml --config b.yaml", "Two configurations are given, a.yaml and b.yaml. Name one.")]
    public async Task A_mistake_is_named_in_one_sentence(string arguments, string sentence)
    {
        var result = await CliProcess.RunAsync(new Dictionary<string, string>(), arguments.Split(' '));

        result.ExitCode.ShouldBe(2);
        result.Error.Trim().ShouldBe($"alerting: {sentence}");
    }

    [Theory]
    [InlineData("explain")]
    [InlineData("render --channel slack")]
    public async Task An_empty_event_is_a_mistake(string command)
    {
        var path = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(path, " \n", TestContext.Current.CancellationToken);
            var result = await CliProcess.RunAsync(new Dictionary<string, string>(),
                [.. command.Split(' '), path]);

            (result.ExitCode, result.Error.Trim()).ShouldBe(
                (2, "alerting: The event is empty. Write a Lambda event, JSON or text into it."));
        }
        finally
        {
            File.Delete(path);
        }
    }
}
