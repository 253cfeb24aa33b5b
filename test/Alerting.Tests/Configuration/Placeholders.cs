using Alerting.Configuration;

namespace Alerting.Tests.Configuration;

public class Placeholders
{
    [Theory]
    [InlineData("${A}", "one")]
    [InlineData("x-${A}-${B}", "x-one-two")]
    [InlineData("${NONE:-otherwise}", "otherwise")]
    [InlineData("${EMPTY:-otherwise}", "otherwise")]
    [InlineData("${A:-otherwise}", "one")]
    [InlineData("${NONE:-${B}}", "two")]
    [InlineData("${NONE:-${EMPTY:-three}}", "three")]
    [InlineData("${NONE:-${ssm:/otherwise}}", "${ssm:/otherwise}")]
    [InlineData("${ssm:/alerting/${B}}", "${ssm:/alerting/two}")]
    [InlineData("https://${A}/${ssm:/key}", "https://one/${ssm:/key}")]
    [InlineData("$A costs $5", "$A costs $5")]
    [InlineData("$$", "$")]
    [InlineData("$${A}", "${A}")]
    [InlineData("$$${A}", "$one")]
    [InlineData("${TRICK}", "${B}")]
    public void Are_expanded(string text, string expanded) =>
        Load.Receiver($"{{ ntfy: {{ topic: '{text}' }} }}",
                ("A", "one"), ("B", "two"), ("EMPTY", ""), ("TRICK", "${B}"))
            .Targets.ShouldHaveSingleItem().Address.ToString().ShouldBe(expanded);

    [Theory]
    [InlineData("${NONE}")]
    [InlineData("${ssm:${NONE}}")]
    [InlineData("${ssm:${NONE:-}}")]
    public void Without_a_value_leave_a_receiver_without_a_target(string text)
    {
        var result = Load.Text($"receivers:\n  chat: {{ slack: '{text}' }}\nroutes: [to: [chat]]");

        result.Config.ShouldNotBeNull().Receivers["chat"].Targets.ShouldHaveSingleItem().Address.IsEmpty.ShouldBeTrue();
        result.Notes.ShouldHaveSingleItem().ToString().ShouldBe(
            "alerting.yaml:2:3: Receiver chat is skipped: NONE is not set.");
    }

    [Fact]
    public void Without_a_value_leave_a_key_at_its_default() =>
        Load.Valid("""
            receivers: { chat: { slack: "${ssm:/chat}", rate_limit: "${RATE_LIMIT}" } }
            routes: [{ to: [chat], interval: "${INTERVAL}" }]
            """).Routes[0].Interval.ShouldBe(TimeSpan.FromMinutes(5));

    [Fact]
    public async Task Read_secrets_on_first_use()
    {
        var address = Load.Receiver("""{ webhook: "https://example.com/${ssm:/key}/${ssm:/id}" }""").Targets[0].Address;
        var secrets = new Secrets((name, _) => Task.FromResult($"<{name}>"), TimeProvider.System);

        (await address.ResolveAsync(secrets, TestContext.Current.CancellationToken)).ShouldBe(
            "https://example.com/</key>/</id>");
        address.ToString().ShouldBe("https://example.com/${ssm:/key}/${ssm:/id}");
    }

    [Theory]
    [InlineData("a: \"${X", 1, 5)]
    [InlineData("a: \"one ${X", 1, 9)]
    [InlineData("a: '$$ ''quoted'' ${X'", 1, 19)]
    [InlineData("a: >-\n  folded\n  over ${X\n", 3, 8)]
    public void That_are_not_closed_are_reported_at_their_column(string value, int line, int column)
    {
        var text = value.StartsWith("a: \"", StringComparison.Ordinal) ? value + "\"" : value;
        var result = Load.Text(text.Replace("a:", "timezone:", StringComparison.Ordinal));

        var error = result.Errors.Single(
            error => error.Text.StartsWith("This placeholder is not closed", StringComparison.Ordinal));
        (error.Line, error.Column).ShouldBe((line, line == 1 ? column + 7 : column));
    }

    [Fact]
    public void Nested_too_deeply_are_refused() =>
        Load.Text($"timezone: {string.Concat(Enumerable.Repeat("${A:-", 100_000))}").Errors
            .ShouldContain(error => error.Text.StartsWith("This placeholder is not closed", StringComparison.Ordinal));
}
