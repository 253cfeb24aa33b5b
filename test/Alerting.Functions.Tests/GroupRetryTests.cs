using Alerting.Aws.State;

namespace Alerting.Functions.Tests;

/// <summary>How long group messages wait while the table is away.</summary>
public sealed class GroupRetryTests
{
    private static readonly TableUnavailableException Outage = new("away", null);

    [Theory]
    [InlineData(0)]
    [InlineData(0.5)]
    [InlineData(1)]
    public void In_an_outage_of_hours_nothing_is_dead_lettered_and_nothing_waits_long_after_it(double random)
    {
        var passed = TimeSpan.Zero;
        // As often as SQS hands out a message.
        for (var attempt = 1; attempt <= 1000; attempt++)
        {
            var wait = GroupRetry.After(Outage, attempt, random);
            var longest = passed < TimeSpan.FromMinutes(25) ? TimeSpan.FromSeconds(10)
                : passed < TimeSpan.FromHours(1.5) ? TimeSpan.FromSeconds(40) : TimeSpan.FromSeconds(150);
            wait.ShouldBeLessThanOrEqualTo(longest, $"after {passed}");
            passed += wait;
        }
        passed.ShouldBeGreaterThan(TimeSpan.FromHours(14));
    }

    [Fact]
    public void A_message_that_fails_otherwise_is_not_tried_every_few_seconds()
    {
        GroupRetry.IsTemporary(new InvalidOperationException()).ShouldBeFalse();
        GroupRetry.After(new InvalidOperationException(), 10, 0.5).ShouldBe(TimeSpan.FromMinutes(2));
    }
}
