using System.Reflection;
using Xunit.v3;

namespace Alerting;

/// <summary>
/// A test that takes long and seldom finds what the others miss. It has the trait <c>Category=slow</c>, and a plain
/// <c>dotnet test</c> leaves it out and says how to run it.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
internal sealed class SlowAttribute : BeforeAfterTestAttribute, ITraitAttribute
{
    private static readonly bool IsWanted = Environment.GetEnvironmentVariable("ALERTING_SLOW_TESTS") == "1";

    public override void Before(MethodInfo methodUnderTest, IXunitTest test) =>
        Assert.SkipUnless(IsWanted, "It is slow. ALERTING_SLOW_TESTS=1 dotnet test runs it, too.");

    public IReadOnlyCollection<KeyValuePair<string, string>> GetTraits() => [new("Category", "slow")];
}
