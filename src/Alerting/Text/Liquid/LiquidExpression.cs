using LiquidList = System.Collections.Generic.IReadOnlyList<object?>;

namespace Alerting.Text.Liquid;

/// <summary>A value in a template.</summary>
internal abstract class LiquidExpression
{
    public abstract object? Of(LiquidScope scope);

    /// <summary>What is known of it before a message exists.</summary>
    public virtual LiquidShape Shape => LiquidShape.Any;
}

internal sealed class LiquidLiteral(object? value) : LiquidExpression
{
    public override object? Of(LiquidScope scope) => value;
}

/// <summary><c>alerts[0].labels["team"]</c>.</summary>
internal sealed class LiquidPath(string name, IReadOnlyList<LiquidExpression> members, LiquidShape shape)
    : LiquidExpression
{
    public override LiquidShape Shape => shape;

    public override object? Of(LiquidScope scope)
    {
        var value = scope[name];
        foreach (var member in members)
            value = LiquidValue.Member(value, member.Of(scope));
        return value;
    }
}

/// <summary><c>(1..3)</c>.</summary>
internal sealed class LiquidRange(LiquidExpression first, LiquidExpression last, int offset) : LiquidExpression
{
    private const int Most = 1000;

    public override object? Of(LiquidScope scope)
    {
        var (from, to) = (LiquidValue.Number(first.Of(scope)), LiquidValue.Number(last.Of(scope)));
        if (Math.Abs(from) > int.MaxValue || Math.Abs(to) > int.MaxValue || to - from >= Most)
            throw new LiquidException($"A range has at most {Most} numbers.", offset);
        var count = Math.Max(0, (int)(Math.Truncate(to) - Math.Truncate(from)) + 1);
        return (object?[])[.. Enumerable.Range(0, count).Select(i => (object?)(Math.Truncate(from) + i))];
    }
}

/// <summary><c>value | filter: argument</c>.</summary>
internal sealed class LiquidFiltered(
    LiquidExpression value, LiquidFilter filter, IReadOnlyList<LiquidExpression> arguments, int offset)
    : LiquidExpression
{
    public override LiquidShape Shape => filter.KeepsShape ? value.Shape : LiquidShape.Any;

    public override object? Of(LiquidScope scope)
    {
        var input = value.Of(scope);
        object?[] given = [.. arguments.Select(argument => argument.Of(scope))];
        scope.Spend(offset, Length(input));
        try
        {
            var result = filter.Apply(input, given);
            LiquidScope.CheckLength(Length(result));
            return result;
        }
        catch (LiquidException failed)
        {
            throw failed.At(offset);
        }
        catch (OverflowException)
        {
            throw new LiquidException($"\"{filter.Name}\" makes too large a number.", offset);
        }
    }

    private static int Length(object? value) => value switch
    {
        string text => text.Length,
        LiquidList list => list.Count,
        _ => 0,
    };
}

internal sealed class LiquidComparison(LiquidExpression left, string sign, LiquidExpression right) : LiquidExpression
{
    public override object? Of(LiquidScope scope)
    {
        var (a, b) = (left.Of(scope), right.Of(scope));
        return sign switch
        {
            "==" => LiquidValue.AreEqual(a, b),
            "!=" or "<>" => !LiquidValue.AreEqual(a, b),
            "<" => LiquidValue.Compare(a, b) < 0,
            "<=" => LiquidValue.Compare(a, b) <= 0,
            ">" => LiquidValue.Compare(a, b) > 0,
            ">=" => LiquidValue.Compare(a, b) >= 0,
            _ => LiquidValue.Contains(a, b),
        };
    }
}

/// <summary>From the right, as Liquid has it: <c>a and b or c</c> is <c>a and (b or c)</c>.</summary>
internal sealed class LiquidLogic(LiquidExpression left, bool isAnd, LiquidExpression right) : LiquidExpression
{
    public override object? Of(LiquidScope scope) => LiquidValue.IsTrue(left.Of(scope)) == isAnd
        ? LiquidValue.IsTrue(right.Of(scope)) : !isAnd;
}
