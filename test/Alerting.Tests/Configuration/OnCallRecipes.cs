using Alerting.OnCall;

namespace Alerting.Tests.Configuration;

public class OnCallRecipes
{
    public static TheoryData<string> Examples =>
        [.. ConfigCases.Shipped("on-call.md").Split("```yaml\n").Skip(1).Select(block => block.Split("```")[0])];

    [Theory, MemberData(nameof(Examples))]
    public void Each_recipe_is_a_valid_configuration(string recipe) =>
        Load.Text($"{recipe}\nsmtp: {{ host: localhost, from: a@example.com }}").Errors.ShouldBeEmpty();

    [Theory]
    [InlineData(0, "primary", "2026-11-09T08:59:59Z", "ann")]
    [InlineData(0, "primary", "2026-11-09T09:00:00Z", "bob")]
    [InlineData(0, "primary", "2027-03-29T07:59:59Z", "ann")]
    [InlineData(0, "primary", "2027-03-29T08:00:00Z", "bob")]
    [InlineData(1, "primary", "2026-11-10T02:00:00Z", "mei")]
    [InlineData(1, "primary", "2026-11-10T12:00:00Z", "ann")]
    [InlineData(1, "primary", "2026-11-10T18:00:00Z", "sam")]
    [InlineData(2, "night", "2026-11-06T17:59:59Z", "")]
    [InlineData(2, "night", "2026-11-06T18:00:00Z", "ann")]
    [InlineData(2, "night", "2026-11-07T12:00:00Z", "")]
    [InlineData(2, "night", "2026-11-13T18:00:00Z", "bob")]
    [InlineData(3, "primary", "2026-11-30T08:59:59Z", "dee")]
    [InlineData(3, "primary", "2026-11-30T09:00:00Z", "ann")]
    [InlineData(3, "primary", "2026-12-06T20:59:59Z", "ann")]
    [InlineData(3, "primary", "2026-12-06T21:00:00Z", "eli")]
    [InlineData(3, "primary", "2026-12-07T09:00:00Z", "bob")]
    [InlineData(4, "primary", "2026-11-09T08:59:59Z", "ann")]
    [InlineData(4, "secondary", "2026-11-09T08:59:59Z", "bob")]
    [InlineData(4, "primary", "2026-11-09T09:00:00Z", "bob")]
    [InlineData(4, "secondary", "2026-11-16T09:00:00Z", "ann")]
    public void Each_recipe_has_the_people_on_call_that_it_promises(
        int recipe, string schedule, string time, string person)
    {
        var config = Load.Text($"{Examples.ElementAt(recipe).Data}\nsmtp: {{ host: localhost, from: a@example.com }}")
            .Config.ShouldNotBeNull();

        var onCall = new OnCallTimeline(config.Schedules[schedule], config.People, OnCallRecords.Empty)
            .At(DateTimeOffset.Parse(time, System.Globalization.CultureInfo.InvariantCulture));

        (string.Join(' ', onCall.People), onCall.IsGapMeant).ShouldBe((person, person.Length == 0));
    }
}
