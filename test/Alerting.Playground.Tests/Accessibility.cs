using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace Alerting.Playground.Tests;

/// <summary>axe-core, with its rules for WCAG 2.2 AA and its best practices.</summary>
internal static class Accessibility
{
    private static readonly string Script = new BundledAxeScriptProvider().GetScript();

    public static async Task ShouldBeAccessibleAsync(this IPage page)
    {
        await page.EvaluateAsync(Script);
        var faults = await page.EvaluateAsync<string[]>("""
            async () => (await axe.run(document, { resultTypes: ['violations', 'incomplete'] })).violations
                .map(fault => `${fault.id}: ${fault.help}: ${fault.nodes.map(node => node.html).join(' ')}`)
            """);
        faults.ShouldBeEmpty();
    }
}
