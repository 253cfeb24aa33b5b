using CsCheck;

namespace Alerting.Scenarios.Promises;

/// <summary>
/// Checks a promise against random stories. A failing story is shortened step by step to a minimal one, which becomes
/// the regression test.
/// </summary>
internal static class Stories
{
    /// <summary><c>CsCheck_Iter=20000</c> runs more stories, <c>CsCheck_Seed</c> repeats one.</summary>
    private static readonly int Count =
        int.TryParse(Environment.GetEnvironmentVariable("CsCheck_Iter"), out var asked) ? asked : 300;

    public static void AllKeep(Gen<Plot> plots, Action<Story> promise) => plots.Sample(plot =>
    {
        if (Fault(plot, promise) is null)
            return;
        var shortest = Shorten(plot, promise);
        throw new InvalidOperationException($"{Fault(shortest, promise)}\n\nThe shortest failing story:\n{shortest}");
    }, iter: Count);

    private static string? Fault(Plot plot, Action<Story> promise)
    {
        try
        {
            promise(Story.Of(plot));
            return null;
        }
        catch (ShouldAssertException broken)
        {
            return broken.Message;
        }
    }

    private static Plot Shorten(Plot plot, Action<Story> promise)
    {
        for (var i = plot.Steps.Length - 1; i >= 0; i--)
        {
            foreach (var shorter in Without(plot, i))
            {
                if (Fault(shorter, promise) is not null)
                {
                    (plot, i) = (shorter, shorter.Steps.Length);
                    break;
                }
            }
        }
        return plot;
    }

    /// <summary>Removes the step: first with its pause added to the next one, to keep later times unchanged.</summary>
    private static IEnumerable<Plot> Without(Plot plot, int at)
    {
        var rest = plot.Steps.Where((_, i) => i != at).ToArray();
        if (at < rest.Length)
        {
            var later = rest.ToArray();
            // Only the pause: Seconds has other meanings in other steps.
            later[at] = later[at] with { Pause = later[at].Pause + plot.Steps[at].Pause };
            yield return plot with { Steps = later };
        }
        yield return plot with { Steps = rest };
    }
}
