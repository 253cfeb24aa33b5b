using LiquidList = System.Collections.Generic.IReadOnlyList<object?>;
using LiquidMap = System.Collections.Generic.IReadOnlyDictionary<string, object?>;

namespace Alerting.Text.Liquid;

/// <summary>A part of a template that does something.</summary>
internal abstract class LiquidNode(int offset)
{
    public int Offset => offset;

    public abstract void Render(LiquidScope scope);

    public static void Render(IReadOnlyList<LiquidNode> nodes, LiquidScope scope)
    {
        foreach (var node in nodes)
        {
            scope.Spend(node.Offset);
            try
            {
                node.Render(scope);
            }
            catch (LiquidException failed)
            {
                throw failed.At(node.Offset);
            }
            if (scope.Jump != LiquidJump.None)
                return;
        }
    }
}

internal sealed class LiquidTextNode(string text, int offset) : LiquidNode(offset)
{
    public override void Render(LiquidScope scope) => scope.Write(text);
}

internal sealed class LiquidOutput(LiquidExpression value, int offset) : LiquidNode(offset)
{
    public override void Render(LiquidScope scope) => scope.Write(LiquidValue.Text(value.Of(scope)));
}

internal sealed class LiquidAssign(string name, LiquidExpression value, int offset) : LiquidNode(offset)
{
    public override void Render(LiquidScope scope) => scope.Assign(name, value.Of(scope));
}

internal sealed class LiquidCapture(string name, IReadOnlyList<LiquidNode> body, int offset) : LiquidNode(offset)
{
    public override void Render(LiquidScope scope) =>
        scope.Assign(name, scope.Capture(() => Render(body, scope)));
}

/// <summary>The first branch that applies: <c>if</c>, <c>unless</c> and <c>case</c>.</summary>
internal sealed class LiquidChoice(
    IReadOnlyList<(LiquidExpression Condition, IReadOnlyList<LiquidNode> Body)> branches, int offset)
    : LiquidNode(offset)
{
    public override void Render(LiquidScope scope)
    {
        foreach (var (condition, body) in branches)
        {
            if (!LiquidValue.IsTrue(condition.Of(scope)))
                continue;
            Render(body, scope);
            return;
        }
    }
}

internal sealed class LiquidJumpNode(LiquidJump jump, int offset) : LiquidNode(offset)
{
    public override void Render(LiquidScope scope) => scope.Jump = jump;
}

internal sealed class LiquidFor(LiquidForHead head, IReadOnlyList<LiquidNode> body, IReadOnlyList<LiquidNode> otherwise,
    int offset) : LiquidNode(offset)
{
    public override void Render(LiquidScope scope)
    {
        var items = head.Items(scope);
        if (items.Count == 0)
        {
            Render(otherwise, scope);
            return;
        }
        for (var i = 0; i < items.Count && scope.Jump != LiquidJump.Break; i++)
        {
            scope.Jump = LiquidJump.None;
            scope.Spend(Offset);
            scope.Push(head.Name, items[i]);
            scope.Push("forloop", Loop(i, items.Count));
            Render(body, scope);
            scope.Pop(2);
        }
        scope.Jump = LiquidJump.None;
    }

    private static Dictionary<string, object?> Loop(int i, int count) => new(StringComparer.Ordinal)
    {
        ["index"] = (decimal)(i + 1),
        ["index0"] = (decimal)i,
        ["rindex"] = (decimal)(count - i),
        ["rindex0"] = (decimal)(count - i - 1),
        ["first"] = i == 0,
        ["last"] = i == count - 1,
        ["length"] = (decimal)count,
    };
}

/// <summary><c>for item in items reversed limit: 3 offset: 1</c>.</summary>
internal sealed record LiquidForHead(string Name, LiquidExpression Source)
{
    public LiquidExpression? Limit { get; init; }

    public LiquidExpression? Skip { get; init; }

    public bool IsReversed { get; init; }

    public LiquidList Items(LiquidScope scope)
    {
        var all = Source.Of(scope) switch
        {
            LiquidList list => list,
            LiquidMap map => [.. map.Select(pair => (object?)new object?[] { pair.Key, pair.Value })],
            string { Length: > 0 } text => [text],
            _ => [],
        };
        IEnumerable<object?> part = all;
        if (Skip is not null)
            part = part.Skip(Count(Skip.Of(scope)));
        if (Limit is not null)
            part = part.Take(Count(Limit.Of(scope)));
        return [.. IsReversed ? part.Reverse() : part];
    }

    private static int Count(object? value) => (int)Math.Clamp(LiquidValue.Number(value), 0, int.MaxValue);
}
