using System.Text;
using LiquidMap = System.Collections.Generic.IReadOnlyDictionary<string, object?>;

namespace Alerting.Text.Liquid;

internal enum LiquidJump
{
    None,
    Break,
    Continue,
}

/// <summary>One rendering: its names, what it wrote, and how much it may still do.</summary>
internal sealed class LiquidScope(LiquidMap model)
{
    /// <summary>Of everything written, and of each value.</summary>
    public const int MaxLength = 256 * 1024;

    /// <summary>Steps, and a hundred characters of a filter's text. A message needs some hundred.</summary>
    private const int MaxWork = 100_000;

    private readonly Dictionary<string, object?> _assigned = new(StringComparer.Ordinal);
    private readonly List<(string Name, object? Value)> _loops = [];
    private int _work;

    public StringBuilder Output { get; private set; } = new();

    public LiquidJump Jump { get; set; }

    public object? this[string name]
    {
        get
        {
            for (var i = _loops.Count - 1; i >= 0; i--)
            {
                if (_loops[i].Name == name)
                    return _loops[i].Value;
            }
            return _assigned.TryGetValue(name, out var value) ? value : model.GetValueOrDefault(name);
        }
    }

    public void Assign(string name, object? value) => _assigned[name] = value;

    public void Push(string name, object? value) => _loops.Add((name, value));

    public void Pop(int count) => _loops.RemoveRange(_loops.Count - count, count);

    public void Write(string text)
    {
        Output.Append(text);
        CheckLength(Output.Length);
    }

    /// <summary>What is written meanwhile, instead of being shown.</summary>
    public string Capture(Action write)
    {
        var shown = Output;
        Output = new StringBuilder();
        write();
        var captured = Output.ToString();
        Output = shown;
        return captured;
    }

    /// <summary>A step of the template, so that no loop runs for long.</summary>
    public void Spend(int offset, int characters = 0)
    {
        _work += 1 + characters / 100;
        if (_work > MaxWork)
            throw new LiquidException("The template takes too many steps.", offset) { IsTooLarge = true };
    }

    public static void CheckLength(long length)
    {
        if (length > MaxLength)
            throw new LiquidException("The text is longer than 256 KB.") { IsTooLarge = true };
    }
}
