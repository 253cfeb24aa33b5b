using Alerting.Incidents;

namespace Alerting.Tests.Answers;

public sealed class AnswerTokenTests
{
    private const string Incident = "i0123456789abcde";

    private static readonly AnswerKeys Keys = AnswerKeys.Parse("a key that signs answer links")!;

    [Theory]
    [InlineData("ann", true)]
    [InlineData("oncall/ann", false)]
    [InlineData("Zoë Müller", false)]
    public void Names_the_incident_and_whom_it_was_sent_to(string name, bool isPerson)
    {
        var token = new AnswerToken(Incident, name, isPerson);

        AnswerToken.Read(token.Write(Keys).ShouldNotBeNull(), Keys).ShouldBe(token);
    }

    [Fact]
    public void Is_short_enough_for_a_text_message() =>
        new AnswerToken(Incident, "ann", IsPerson: true).Write(Keys)!.Length.ShouldBeLessThanOrEqualTo(36);

    [Fact]
    public void Is_not_valid_when_any_character_is_altered()
    {
        var text = new AnswerToken(Incident, "ann", IsPerson: true).Write(Keys)!;
        for (var i = 0; i < text.Length; i++)
        {
            foreach (var letter in "AZaz09-_")
            {
                var altered = text[..i] + letter + text[(i + 1)..];
                // The last character has bits that mean nothing.
                if (altered != text && AnswerToken.Read(altered, Keys) is { } read)
                    read.ShouldBe(AnswerToken.Read(text, Keys));
            }
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("../../etc/passwd")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("%00")]
    public void Is_not_valid_without_a_signature(string text) => AnswerToken.Read(text, Keys).ShouldBeNull();

    [Fact]
    public void Is_not_valid_for_a_stack_with_other_keys() =>
        AnswerToken.Read(new AnswerToken(Incident, "ann", true).Write(Keys)!, AnswerKeys.Parse(new string('k', 20))!)
            .ShouldBeNull();

    [Fact]
    public void Works_after_a_rotation_and_no_longer_after_the_next()
    {
        const string first = "the first key, forty characters long....";
        var token = new AnswerToken(Incident, "ann", true).Write(AnswerKeys.Parse($$"""{"current":"{{first}}","previous":""}""")!)!;

        AnswerToken.Read(token, AnswerKeys.Parse($$"""{"current":"the second key, also long","previous":"{{first}}"}""")!)
            .ShouldNotBeNull();
        AnswerToken.Read(token, AnswerKeys.Parse("""{"current":"the third key, also long","previous":"the second key, also long"}""")!)
            .ShouldBeNull();
    }

    [Theory]
    [InlineData("")]
    [InlineData("short")]
    [InlineData("{}")]
    [InlineData("{\"current\":")]
    [InlineData("{\"current\":1}")]
    public void Needs_a_key_that_cannot_be_guessed(string value) => AnswerKeys.Parse(value).ShouldBeNull();

    [Fact]
    public void Is_not_made_for_an_incident_of_version_1() =>
        new AnswerToken("00a1b2c3d4e5f607", "ann", true).Write(Keys).ShouldBeNull();
}
