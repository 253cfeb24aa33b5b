using Alerting.Text;

namespace Alerting.Cli.Browser;

/// <summary>Text of alerts and people as the page shows it.</summary>
internal static class Plain
{
    /// <summary>Cut, without invisible characters and changes of writing direction.</summary>
    public static string Of(string text, int max) => TextCut.Clean(TextCut.To(text, max));
}
