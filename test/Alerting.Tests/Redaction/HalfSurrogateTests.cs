using Alerting.Redaction;

namespace Alerting.Tests.Redaction;

public sealed class HalfSurrogateTests
{
    [Theory]
    [InlineData("{\"message\":\"a\uD800b\",\"password\":\"hunter22\"}")]
    [InlineData("{\"message\":\"a\\ud800b\",\"password\":\"hunter22\"}")]
    [InlineData("[\"\uDC00\",{\"password\":\"hunter22\"}]")]
    public void Json_with_half_a_surrogate_pair_is_redacted_as_text(string text) =>
        JsonRedaction.Of(text).ShouldNotContain("hunter22");
}
