using Alerting.Channels.Sms;

namespace Alerting.Tests.Channels;

public class SmsTextTests
{
    [Theory]
    [InlineData("a", 1, 1)]
    [InlineData("a", 160, 1)]
    [InlineData("a", 161, 2)]
    [InlineData("a", 306, 2)]
    [InlineData("a", 307, 3)]
    [InlineData("a", 459, 3)]
    [InlineData("a", 460, 4)]
    [InlineData("€", 80, 1)]
    [InlineData("€", 81, 2)]
    [InlineData("€", 153, 2)]
    [InlineData("€", 154, 3)]
    [InlineData("ж", 70, 1)]
    [InlineData("ж", 71, 2)]
    [InlineData("ж", 134, 2)]
    [InlineData("ж", 135, 3)]
    [InlineData("ж", 201, 3)]
    [InlineData("ж", 202, 4)]
    public void A_part_of_several_is_shorter_than_a_single_one(string letter, int count, int segments) =>
        SmsText.Segments(string.Concat(Enumerable.Repeat(letter, count))).ShouldBe(segments);
}
