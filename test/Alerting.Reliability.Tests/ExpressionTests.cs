using System.Text.Json;
using Alerting.Reliability.Aws;
using Alerting.Reliability.Aws.Dynamo;

namespace Alerting.Reliability.Tests;

public sealed class ExpressionTests
{
    private static readonly JsonElement Names = Parse("""
        {
          "ExpressionAttributeNames": { "#pk": "pk", "#s": "status", "#l": "lease", "#n": "missing" },
          "ExpressionAttributeValues": {
            ":claimed": { "S": "claimed" }, ":now": { "N": "100" }, ":more": { "N": "1000" }, ":a": { "S": "a" }
          }
        }
        """);

    private static readonly IReadOnlyDictionary<string, JsonElement> Item = ItemJson.Read(Parse(
        """{ "pk": { "S": "a" }, "status": { "S": "claimed" }, "lease": { "N": "99.5" } }"""));

    [Theory]
    [InlineData("attribute_not_exists(#pk) OR (#s = :claimed AND #l < :now)", true)]
    [InlineData("attribute_not_exists(#pk)", false)]
    [InlineData("NOT attribute_exists(#n) AND #l <= :more", true)]
    [InlineData("attribute_not_exists(#n) AND #l > :now", false)]
    [InlineData("#n = :now", false)]
    [InlineData("#n < :now OR #s <> :claimed", false)]
    [InlineData("#l BETWEEN :now AND :more", false)]
    [InlineData("pk IN (:claimed, :a)", true)]
    [InlineData("begins_with(#s, :claimed)", true)]
    [InlineData("size(#s) > :now", false)]
    [InlineData("#s < :now", false)]
    public void A_condition_holds_as_in_DynamoDB(string text, bool holds) =>
        Expression.Holds(text, new ExpressionNames(Names), Item).ShouldBe(holds);

    [Theory]
    [InlineData("contains(#s, :a)")]
    [InlineData("#s.x = :a")]
    [InlineData("#s = :undefined")]
    [InlineData("#s = :a AND")]
    public void What_it_does_not_know_it_refuses(string text) => Should.Throw<UnknownRequestException>(() =>
        Expression.Holds(text, new ExpressionNames(Names), Item));

    [Fact]
    public void An_update_sets_adds_and_removes()
    {
        var after = UpdateExpression.Apply("SET #s = :a, #n = if_not_exists(#n, :now) + :more REMOVE pk ADD #l :now",
            new ExpressionNames(Names), Item);

        AttributeValues.Text(after["status"]).ShouldBe("a");
        AttributeValues.Decimal(after["missing"]).ShouldBe(1100);
        AttributeValues.Decimal(after["lease"]).ShouldBe(199.5m);
        after.ShouldNotContainKey("pk");
    }

    private static JsonElement Parse(string json) => JsonDocument.Parse(json).RootElement;
}
