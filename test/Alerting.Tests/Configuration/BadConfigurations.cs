using Alerting.Configuration;

namespace Alerting.Tests.Configuration;

/// <summary>Each file in <c>Bad</c> is named after its mistake and ends with the expected errors.</summary>
public class BadConfigurations
{
    private const string Marker = "# Errors:";

    public static TheoryData<string> Files => [.. ConfigCases.Names("Bad")];

    [Theory, MemberData(nameof(Files))]
    public void Every_error_is_reported_with_its_position(string name)
    {
        var parts = ConfigCases.Read($"Bad/{name}.yaml").Split(Marker);
        var expected =
            parts[1].Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.TrimStart('#').Trim());

        var result = ConfigFile.Load(parts[0], "alerting.yaml", _ => null);

        result.IsValid.ShouldBeFalse();
        result.Errors.Select(error => $"{error.Line}:{error.Column}: {error.Text}").ShouldBe(expected);
    }
}
