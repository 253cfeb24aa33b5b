namespace Alerting.Cli.Tests;

/// <summary><c>alerting render --template FILE</c>: a template is tried before it is configured.</summary>
public sealed class RenderTemplateTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("alerting-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("sms", "own.liquid", "{{ word }} {{ name | upcase }}", "ERROR ORDERS-API ERRORS\n")]
    [InlineData("sms", "title=own.liquid", "Look: {{ name }}", "Look: orders-api errors - Orders fail for customers.")]
    [InlineData("webhook", "own.liquid", """{ "what": {{ name | json }} }""", "{\"what\":\"orders-api errors\"}")]
    public async Task A_good_template_makes_the_text(string channel, string given, string template, string text)
    {
        var run = await RunAsync(channel, given, template);

        run.ExitCode.ShouldBe(0, run.Error);
        run.Output.ShouldContain(text);
        run.Error.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("{{ name }}\n{% if name %}never ends", 2, "own.liquid:2:1: ")]
    [InlineData("text {{ nme }}", 2, "own.liquid:1:9: ", "nme", "name")]
    [InlineData("{{ alerts.first.nme }}", 2, "own.liquid:1:", "nme")]
    [InlineData("{{ name | shout }}", 2, "own.liquid:1:", "shout")]
    public async Task A_faulty_template_is_named_with_its_place(string template, int code, params string[] sentences)
    {
        var run = await RunAsync("sms", "own.liquid", template);

        run.ExitCode.ShouldBe(code);
        run.Output.ShouldBeEmpty();
        foreach (var sentence in sentences)
            run.Error.ShouldContain(sentence);
    }

    [Fact]
    public async Task A_template_that_fails_for_the_event_shows_the_built_in_text_and_says_why()
    {
        var run = await RunAsync("sms", "own.liquid", "{{ value | divided_by: more }}");

        run.ExitCode.ShouldBe(1);
        run.Output.ShouldStartWith("ERROR orders-api errors: Orders fail for customers.");
        run.Error.ShouldContain("Template \"sms\" failed at its line 1, column 12: A number is divided by zero. "
            + "The built-in text was used.");
    }

    [Fact]
    public async Task A_file_that_is_absent_is_named()
    {
        var run = await RunAsync("sms", "absent.liquid", template: null);

        run.ExitCode.ShouldBe(2);
        run.Output.ShouldBeEmpty();
        run.Error.ShouldContain("Cannot read absent.liquid: the file does not exist.");
    }

    private async Task<CliResult> RunAsync(string channel, string given, string? template)
    {
        var cancellation = TestContext.Current.CancellationToken;
        await File.WriteAllTextAsync(Path.Combine(_folder, "alerting.yaml"),
            "{ receivers: { phone: { sms: \"+442079460000\" } }, routes: [{ to: phone }] }", cancellation);
        if (template is not null)
            await File.WriteAllTextAsync(Path.Combine(_folder, "own.liquid"), template, cancellation);
        return await CliProcess.RunInAsync(_folder, new Dictionary<string, string>(), "render",
            Path.Combine(AppContext.BaseDirectory, "events/cloudwatch-alarm/alarm.json"), "--channel", channel,
            "--template", given, "--at", "2026-11-14T02:41:00Z");
    }
}
