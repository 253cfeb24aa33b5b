using System.Diagnostics;

namespace Alerting.Cli.Tests.Alarms;

/// <summary>
/// An input of each form beside the template that it becomes and what is said on stderr. After a change set
/// <c>ACCEPT_GOLDEN=1</c>, review the diff and commit it.
/// </summary>
public sealed class AlarmsGoldenTests
{
    private const string CustomMetric = "Shop/Orders{Channel=web}:Sum<1/15m@critical";

    public static TheoryData<string, string[]> Inputs => new()
    {
        { "every-service.txt", ["--metric", CustomMetric, "--metric", "Shop/Payments:p99>2.5/5m", "--runbooks",
            "https://wiki.example.com/runbooks/"] },
        { "tagged.json", [] },
        { "stack.json", [] },
        { "template.in.yaml", [] },
        { "regions.txt", [] },
        { "hostile.json", [] },
    };

    [Theory]
    [MemberData(nameof(Inputs))]
    public async Task The_template_is_as_reviewed(string input, string[] options)
    {
        var result = await AlarmsRun.OfAsync([Path.Combine(Folder(), input), .. options]);

        result.ExitCode.ShouldBe(0, result.Error);
        ShouldBeGolden(Path.Combine(Folder(), input.Split('.')[0] + ".alarms.yaml"), result.Output);
        ShouldBeGolden(Path.Combine(Folder(), input.Split('.')[0] + ".stderr.txt"), result.Error);
    }

    /// <summary>Whatever order the input has.</summary>
    [Fact]
    public async Task The_order_of_the_input_does_not_matter()
    {
        var lines = await File.ReadAllLinesAsync(Path.Combine(Folder(), "every-service.txt"),
            TestContext.Current.CancellationToken);
        var forwards = await AlarmsRun.OfTextAsync(string.Join('\n', lines));
        var backwards = await AlarmsRun.OfTextAsync(string.Join("\r\n", lines.Reverse()));

        backwards.Output.ShouldBe(forwards.Output);
    }

    /// <summary>
    /// The templates ask cfn-lint not to mention one property that it does not know yet. Without the property and
    /// without asking, it has nothing to say either.
    /// </summary>
    [Fact]
    public async Task Nothing_but_the_new_property_is_unknown_to_cfn_lint()
    {
        var folder = Directory.CreateTempSubdirectory("alarms-");
        foreach (var golden in Directory.GetFiles(Folder(), "*.alarms.yaml"))
        {
            var lines = await File.ReadAllLinesAsync(golden, TestContext.Current.CancellationToken);
            await File.WriteAllLinesAsync(Path.Combine(folder.FullName, Path.GetFileName(golden)), lines.Where(line =>
                !line.Contains("ActionConfiguration: {", StringComparison.Ordinal)
                && !line.Contains("ignore_checks", StringComparison.Ordinal)
                && line != "Metadata:"), TestContext.Current.CancellationToken);
        }
        try
        {
            using var lint = Start(Directory.GetFiles(folder.FullName));
            var said = await lint.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            await lint.WaitForExitAsync(TestContext.Current.CancellationToken);
            said.ShouldBeEmpty();
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static Process Start(string[] files)
    {
        try
        {
            return Process.Start(new ProcessStartInfo("cfn-lint", files) { RedirectStandardOutput = true })!;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("cfn-lint is not installed: pip install cfn-lint");
            throw;
        }
    }

    private static void ShouldBeGolden(string file, string text)
    {
        if (Environment.GetEnvironmentVariable("ACCEPT_GOLDEN") == "1")
            File.WriteAllText(file, text);
        File.Exists(file).ShouldBeTrue($"{file} is missing. Run the tests once with ACCEPT_GOLDEN=1.");
        text.ShouldBe(File.ReadAllText(file),
            $"It differs from {file}. If that is intended, run the tests once with ACCEPT_GOLDEN=1.");
    }

    private static string Folder() => AlarmsGoldenFolder.Path();
}
