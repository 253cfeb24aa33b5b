using System.Text;

namespace Alerting.Fakes;

/// <summary>A message as the members of a chat see it, and who is pinged.</summary>
public sealed class VisibleMessage
{
    private readonly StringBuilder _text = new();

    /// <summary>All visible text without markup, in order.</summary>
    public string Text => _text.ToString();

    /// <summary>Clickable URLs.</summary>
    public List<string> Links { get; } = [];

    /// <summary>The mentions that ping.</summary>
    public List<string> Mentions { get; } = [];

    /// <summary>Markup in alert text that formats, hides or disguises text.</summary>
    public List<string> Formatting { get; } = [];

    public void Append(string text) => _text.Append(text);

    public void Line(string text) => _text.Append(text).Append('\n');
}
