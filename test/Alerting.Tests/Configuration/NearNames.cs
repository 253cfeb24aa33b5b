using Alerting.Text;

namespace Alerting.Tests.Configuration;

/// <summary>A name that somebody nearly wrote is suggested; one that only looks alike is not.</summary>
public class NearNames
{
    [Theory]
    [InlineData("everyone", "everybody")]
    [InlineData("inbx", "inbox")]
    [InlineData("oncal", "oncall")]
    [InlineData("business-hour", "business-hours")]
    [InlineData("secondry", "secondary")]
    [InlineData("payments-oncal", "payments-oncall")]
    public void A_near_name_is_suggested(string written, string name) =>
        Suggestion.ForName(written, ["unrelated", name, "phone"]).ShouldBe(name);

    /// <summary>They name another environment, team or time: whoever follows the suggestion pages somebody else.</summary>
    [Theory]
    [InlineData("orders-prod", "orders-test")]
    [InlineData("prod-phone", "test-phone")]
    [InlineData("chat", "chapel")]
    [InlineData("web", "webapp")]
    [InlineData("night-uk", "night-shift")]
    [InlineData("ann", "annabel")]
    public void A_name_that_only_begins_or_ends_alike_is_not(string written, string name) =>
        Suggestion.ForName(written, [name]).ShouldBeNull();

    [Fact]
    public void The_nearest_come_first() =>
        Suggestion.Nearest("MutedTime", ["Silenced", "MutedByTime", "Held", "Muted"]).First().ShouldBe("MutedByTime");

    [Fact]
    public void A_long_list_of_names_is_cut_to_the_nearest()
    {
        var receivers = string.Join('\n', Enumerable.Range(10, 30).Select(n => $"  customer-{n}: {{ ntfy: https://ntfy.sh/a }}"));

        var errors = Load.Text($"receivers:\n{receivers}\nroutes: [{{ to: client }}]").Errors;

        errors.ShouldHaveSingleItem().Text.ShouldBe("Unknown receiver \"client\". The nearest of 30 receivers are " +
            "customer-10, customer-11, customer-12.");
    }
}
