using CsCheck;

namespace Alerting.Scenarios.Promises;

/// <summary>
/// Holds a promise against random stories. One that breaks it is shortened, step by step, to what cannot be left out: that is
/// the script of the test the fault needs.
/// </summary>
internal static class Stories
{
    /// <summary>So many for each promise; <c>CsCheck_Iter=20000</c> asks for more, <c>CsCheck_Seed</c> for one again.</summary>
    private static readonly int Count =
        int.TryParse(Environment.GetEnvironmentVariable("CsCheck_Iter"), out var asked) ? asked : 300;

    public static void AllKeep(Gen<Plot> plots, Action<Story> promise) => plots.Sample(plot =>
    {
        if (Fault(plot, promise) is null)
            return;
        var shortest = Shorten(plot, promise);
        throw new InvalidOperationException($"{Fault(shortest, promise)}\n\nThe shortest story of that:\n{shortest}");
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
            foreach (var shorter in Without(plot, i))
                if (Fault(shorter, promise) is not null)
                {
                    (plot, i) = (shorter, shorter.Steps.Length);
                    break;
                }
        return plot;
    }

    /// <summary>Without the step; at first with its time added to the next, so that those after it stay where they are.</summary>
    private static IEnumerable<Plot> Without(Plot plot, int at)
    {
        var rest = plot.Steps.Where((_, i) => i != at).ToArray();
        if (at < rest.Length)
        {
            var later = rest.ToArray();
            // The seconds of other steps are more than the time before them.
            later[at] = later[at] with { Pause = later[at].Pause + plot.Steps[at].Pause };
            yield return plot with { Steps = later };
        }
        yield return plot with { Steps = rest };
    }
}
