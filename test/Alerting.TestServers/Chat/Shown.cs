using System.Text;

namespace Alerting.TestServers;

/// <summary>What the members of a chat would see of a message, and what it would do to them.</summary>
public sealed class Shown
{
    private readonly StringBuilder _text = new();

    /// <summary>All that can be read, in order, markup taken out.</summary>
    public string Text => _text.ToString();

    /// <summary>Addresses that can be clicked.</summary>
    public List<string> Links { get; } = [];

    /// <summary>Whoever is pinged.</summary>
    public List<string> Mentions { get; } = [];

    /// <summary>Signs that format, hidden or disguise text though nobody of us wrote them.</summary>
    public List<string> Formatting { get; } = [];

    public void Say(string text) => _text.Append(text);

    public void Line(string text) => _text.Append(text).Append('\n');
}
