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

    /// <summary>The file beside the configuration says how it is deployed.</summary>
    [Theory]
    [InlineData("[default.deploy.parameters]\nparameter_overrides = [\"LogRetentionDays=90\"]", "default")]
    [InlineData("[default.deploy.parameters]\nparameter_overrides = [\"Checks=on\"]\n[prod.deploy.parameters]", "prod")]
    [InlineData("[default.deploy.parameters]\nparameter_overrides = \"A=\\\"b\\\" Checks=\\\"on\\\"\"", null)]
    [InlineData("[default.build.parameters]\ncached = false", null)]
    public async Task Checks_that_the_stack_will_not_make_are_noted(string sam, string? environments)
    {
        var folder = Directory.CreateTempSubdirectory("check-");
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "samconfig.toml"), sam,
            TestContext.Current.CancellationToken);
        var file = Path.Combine(folder.FullName, "alerting.yaml");
        await File.WriteAllTextAsync(file, "receivers: { chat: { sns: \"arn:aws:sns:eu-west-1:123456789012:b\" } }\n" +
            "routes: [{ to: chat }]\nchecks: { shop: { url: \"https://shop.example.com/\" } }\n",
            TestContext.Current.CancellationToken);

        var result = await RunAsync($"check {file}");

        folder.Delete(recursive: true);
        result.ExitCode.ShouldBe(0, result.Error);
        if (environments is null)
            result.Output.ShouldNotContain("note");
        else
            result.Output.ShouldContain($"deploys without Checks=on ({environments}).");
    }

    private void Write(string text) => File.WriteAllText(_file, text);

    private static Task<CliResult> RunAsync(string arguments) =>
        CliProcess.RunAsync(new Dictionary<string, string>(), arguments.Split(' '));
}
