using System.Text.Json;
using System.Text.RegularExpressions;
using Alerting.TestKit;

namespace AwsPackages.Tests;

/// <summary>The log's format on standard output for each configuration.</summary>
public sealed partial class LogFormatTests
{
    [Fact]
    public async Task Text_lines_have_time_request_level_and_message()
    {
        var (requestId, lines) = await LogAsync();

        lines.ShouldContain(line => InfoLine().IsMatch(line) && line.Contains(requestId, StringComparison.Ordinal));
        lines.ShouldContain(line => line.EndsWith($"\t{requestId}\twarn\t3 of pigs", StringComparison.Ordinal));
        lines.ShouldContain(line => line.EndsWith($"\t{requestId}\tfail\tcould not fly", StringComparison.Ordinal));
        lines.ShouldContain(line => line.Contains("System.ArgumentException: wrong", StringComparison.Ordinal));
        lines.ShouldNotContain(line => line.Contains("not shown", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Json_lines_have_a_property_for_each_placeholder()
    {
        var (requestId, lines) = await LogAsync(("AWS_LAMBDA_LOG_FORMAT", "JSON"));

        var warning = Find(lines, "Warning");
        warning.GetProperty("message").GetString().ShouldBe("3 of pigs");
        warning.GetProperty("count").GetInt32().ShouldBe(3);
        warning.GetProperty("name").GetString().ShouldBe("pigs");
        warning.GetProperty("requestId").GetString().ShouldBe(requestId);
        warning.GetProperty("traceId").GetString().ShouldNotBeNull().ShouldStartWith("Root=");
        warning.GetProperty("timestamp").GetDateTimeOffset().Offset.ShouldBe(TimeSpan.Zero);
        Find(lines, "Information").GetProperty("text").GetString().ShouldBe("\"quoted\"");
    }

    [Fact]
    public async Task Json_lines_contain_the_exception()
    {
        var (_, lines) = await LogAsync(("AWS_LAMBDA_LOG_FORMAT", "JSON"));

        var error = Find(lines, "Error");
        error.GetProperty("message").GetString().ShouldBe("could not fly");
        error.GetProperty("errorType").GetString().ShouldBe("System.ArgumentException");
        error.GetProperty("errorMessage").GetString().ShouldBe("wrong");
        error.GetProperty("stackTrace").ValueKind.ShouldBe(JsonValueKind.Array);
    }

    [Fact]
    public async Task An_unhandled_exception_is_a_json_line_with_an_empty_message()
    {
        var (_, lines) = await LogAsync("""{"do":"fail","text":"wrong"}""", ("AWS_LAMBDA_LOG_FORMAT", "JSON"));

        var error = Find(lines, "Error");
        error.GetProperty("message").GetString().ShouldBe("");
        error.GetProperty("errorType").GetString().ShouldBe("System.ArgumentException");
        error.GetProperty("errorMessage").GetString().ShouldBe("wrong");
    }

    [Fact]
    public async Task Console_output_becomes_a_log_line()
    {
        await using var server = new RuntimeApiServer();
        await using var process = SampleProcess.Start(server);
        var result = await server.InvokeAsync("""{"do":"print","text":"orders"}""");
        var output = await process.StopAsync();

        output.ShouldContain($"\t{result.RequestId}\tinfo\torders\n");
        output.ShouldContain($"\t{result.RequestId}\tinfo\t3\n");
        (await process.ErrorsAsync()).ShouldContain($"\t{result.RequestId}\tfail\torders are lost\n");
    }

    [Fact]
    public async Task Console_output_is_json_when_the_log_is()
    {
        await using var server = new RuntimeApiServer();
        await using var process = SampleProcess.Start(server, ("AWS_LAMBDA_LOG_FORMAT", "JSON"));
        await server.InvokeAsync("""{"do":"print","text":"\"orders\""}""");
        var lines = (await process.StopAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var errors = (await process.ErrorsAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        lines.ShouldAllBe(line => line.StartsWith('{'));
        Find([.. lines.Where(line => line.Contains("orders", StringComparison.Ordinal))], "Information")
            .GetProperty("message").GetString().ShouldBe("\"orders\"");
        Find(errors, "Error").GetProperty("message").GetString().ShouldBe("\"orders\" are lost");
    }

    [Theory]
    [InlineData("DEBUG", 4)]
    [InlineData("INFO", 3)]
    [InlineData("WARN", 2)]
    [InlineData("ERROR", 1)]
    [InlineData("FATAL", 0)]
    public async Task Lines_below_the_level_are_not_logged(string level, int expected)
    {
        var (_, lines) = await LogAsync(("AWS_LAMBDA_LOG_FORMAT", "JSON"), ("AWS_LAMBDA_LOG_LEVEL", level));

        lines.Count(line => line.Contains("requestId", StringComparison.Ordinal)).ShouldBe(expected);
    }

    private static Task<(string RequestId, string[] Lines)> LogAsync(params (string, string)[] environment) =>
        LogAsync("""{"do":"log","text":"\"quoted\""}""", environment);

    private static async Task<(string RequestId, string[] Lines)> LogAsync(string order,
        params (string, string)[] environment)
    {
        await using var server = new RuntimeApiServer();
        await using var process = SampleProcess.Start(server, environment);
        var result = await server.InvokeAsync(order);
        var output = await process.StopAsync();
        return (result.RequestId, output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    private static JsonElement Find(string[] lines, string level)
    {
        using var document = JsonDocument.Parse(
            lines.Single(line => line.Contains($"\"level\":\"{level}\"", StringComparison.Ordinal)));
        return document.RootElement.Clone();
    }

    [GeneratedRegex("^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z\\t[0-9a-f-]{36}\\tinfo\\tplain \"quoted\"$")]
    private static partial Regex InfoLine();
}
