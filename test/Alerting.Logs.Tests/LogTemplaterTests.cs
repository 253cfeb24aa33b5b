using System.Text;
using Alerting.Logs.Templates;
using CsCheck;

namespace Alerting.Logs.Tests;

public class LogTemplaterTests
{
    [Fact]
    public void The_template_of_a_template_is_itself() =>
        LogClassifierTests.Pieces.Sample(text => Template(Template(text)).ShouldBe(Template(text)), iter: 100_000,
            threads: 1);

    [Theory]
    [MemberData(nameof(LogCases.All), MemberType = typeof(LogCases))]
    public void The_template_of_a_case_is_itself(string line, string severity, string template) =>
        Template(template).ShouldBe(template, $"{severity}: {line}");

    [Fact]
    public void The_template_of_a_random_texts_template_is_itself() =>
        Gen.String[Gen.Char[' ', '\u017f'], 0, 60].Sample(text => Template(Template(text)).ShouldBe(Template(text)),
            iter: 50_000, threads: 1);

    [Fact]
    public void Numbers_do_not_change_the_template() =>
        Gen.Select(Gen.Int, Gen.UInt)
            .Sample((a, b) => Template($"took {a} ms for item-{b}").ShouldBe("took <*> for <*>"));

    [Fact]
    public void A_long_template_ends_at_a_whole_word()
    {
        var template = Template(string.Join(' ', Enumerable.Repeat("abcdefgh", 1000)));

        template.Length.ShouldBeLessThanOrEqualTo(LogTemplater.LongestTemplate);
        template.ShouldEndWith(" abcdefgh");
        Template(template).ShouldBe(template);
    }

    private static string Template(string text)
    {
        Span<byte> target = stackalloc byte[LogTemplater.LongestTemplate];
        return Encoding.UTF8.GetString(target[..LogTemplater.WriteTemplate(Encoding.UTF8.GetBytes(text), target)]);
    }
}
