namespace Alerting.Cli.Tests;

public sealed class CheckTests : IDisposable
{
    private readonly string _file = Path.Combine(Path.GetTempPath(), $"check-{Guid.NewGuid():N}.yaml");

    public void Dispose() => File.Delete(_file);

    [Theory]
    [InlineData("", 0)]
    [InlineData(" --strict", 1)]
    public async Task Notes_fail_only_a_strict_check(string option, int exitCode)
    {
        Write("receivers: { spare: { sns: \"arn:aws:sns:eu-west-1:123456789012:a\" }, " +
            "chat: { sns: \"arn:aws:sns:eu-west-1:123456789012:b\" } }\nroutes: [{ to: chat }]\n");

        var result = await RunAsync($"check {_file}{option}");

        result.ExitCode.ShouldBe(exitCode);
        result.Output.ReplaceLineEndings("\n").ShouldBe(
            $"{_file}:1:14: note: Nothing notifies receiver spare. Name it in a route's to or in a fallback, or " +
            $"remove it.\n{_file} is valid: 1 route to 2 receivers (spare, chat), 1 note.\n");
    }

    [Fact]
    public async Task Annotations_stand_on_the_lines_of_a_pull_request()
    {
        Write("receivers: { chat: { sns: \"arn:aws:sns:eu-west-1:123456789012:b\" } }\n" +
            "routes:\n  - { match: ['sevrity = \"100%\"'], to: chta }\n");

        var result = await RunAsync($"check --format github {_file}");

        result.ExitCode.ShouldBe(1);
        result.Output.ReplaceLineEndings("\n").ShouldBe(
            $"::error file={_file},line=3,col=40::Unknown receiver \"chta\". Did you mean \"chat\"?\n" +
            $"::warning file={_file},line=3,col=15::The label \"sevrity\" is unknown. Did you mean \"severity\"?\n");
    }

    private void Write(string text) => File.WriteAllText(_file, text);

    private static Task<CliResult> RunAsync(string arguments) =>
        CliProcess.RunAsync(new Dictionary<string, string>(), arguments.Split(' '));
}
