using System.Globalization;

namespace Alerting.Text.Liquid;

/// <summary>Reads the expressions inside one pair of braces.</summary>
internal sealed class LiquidReader(LiquidTokens tokens, LiquidNames names, List<LiquidError> errors)
{
    private const int MaxDepth = 50;

    private static readonly string[] Comparisons = ["==", "!=", "<>", "<", "<=", ">", ">="];

    public LiquidExpression Whole()
    {
        var value = Filtered();
        tokens.ExpectEnd();
        return value;
    }

    public LiquidExpression Condition()
    {
        var condition = Logic(depth: 0);
        tokens.ExpectEnd();
        return condition;
    }

    /// <summary><c>"a", "b" or c</c>, of which one must be equal.</summary>
    public LiquidExpression AnyOf(LiquidExpression subject)
    {
        LiquidExpression any = new LiquidComparison(subject, "==", Value());
        while (tokens.Take(",") || tokens.TakeWord("or"))
            any = new LiquidLogic(any, isAnd: false, new LiquidComparison(subject, "==", Value()));
        tokens.ExpectEnd();
        return any;
    }

    public LiquidForHead ForHead()
    {
        var name = tokens.Expect(LiquidTokenKind.Name, "a name").Text;
        if (!tokens.TakeWord("in"))
            throw new LiquidException($"\"in\" is missing after \"{name}\".", tokens.Current.Offset);
        var head = new LiquidForHead(name, Value());
        while (tokens.Current.Kind != LiquidTokenKind.End)
        {
            if (tokens.Take(","))
                continue;
            var option = tokens.Expect(LiquidTokenKind.Name, "limit, offset or reversed");
            head = option.Text switch
            {
                "reversed" => head with { IsReversed = true },
                "limit" => head with { Limit = Named() },
                "offset" => head with { Skip = Named() },
                _ => throw new LiquidException(
                    $"\"{option.Text}\" is not an option of a loop. Write limit, offset or reversed.", option.Offset),
            };
        }
        return head;
    }

    public Tuple<string, LiquidExpression> Assignment()
    {
        var name = tokens.Expect(LiquidTokenKind.Name, "a name").Text;
        tokens.Expect("=");
        return new Tuple<string, LiquidExpression>(name, Whole());
    }

    public string Name()
    {
        var name = tokens.Current.Kind == LiquidTokenKind.Text ? tokens.Next()
            : tokens.Expect(LiquidTokenKind.Name, "a name");
        tokens.ExpectEnd();
        return name.Text;
    }

    private LiquidExpression Named()
    {
        tokens.Expect(":");
        return Value();
    }

    private LiquidExpression Logic(int depth)
    {
        if (depth > MaxDepth)
            throw new LiquidException("The condition is too long.", tokens.Current.Offset);
        var left = Comparison();
        if (tokens.TakeWord("and"))
            return new LiquidLogic(left, isAnd: true, Logic(depth + 1));
        return tokens.TakeWord("or") ? new LiquidLogic(left, isAnd: false, Logic(depth + 1)) : left;
    }

    private LiquidExpression Comparison()
    {
        var left = Value();
        if (tokens.TakeWord("contains"))
            return new LiquidComparison(left, "contains", Value());
        return tokens.Current.Kind == LiquidTokenKind.Sign && Array.IndexOf(Comparisons, tokens.Current.Text) >= 0
            ? new LiquidComparison(left, tokens.Next().Text, Value()) : left;
    }

    private LiquidExpression Filtered()
    {
        var value = Value();
        while (tokens.Take("|"))
        {
            var name = tokens.Expect(LiquidTokenKind.Name, "a filter");
            var arguments = new List<LiquidExpression>();
            if (tokens.Take(":"))
            {
                do
                    arguments.Add(Value());
                while (tokens.Take(","));
            }
            value = LiquidFilters.Find(name.Text) is { } filter
                ? new LiquidFiltered(value, filter, filter.Checked(arguments, name.Offset), name.Offset)
                : throw new LiquidException(LiquidNames.UnknownOf("filter", name.Text, LiquidFilters.Names),
                    name.Offset);
        }
        return value;
    }

    private LiquidExpression Value()
    {
        var token = tokens.Next();
        return token.Kind switch
        {
            LiquidTokenKind.Text => new LiquidLiteral(token.Text),
            LiquidTokenKind.Number => new LiquidLiteral(decimal.Parse(token.Text, CultureInfo.InvariantCulture)),
            LiquidTokenKind.Name => Named(token),
            LiquidTokenKind.Sign when token.Text == "(" => Range(token),
            LiquidTokenKind.End => throw new LiquidException("A value is missing.", token.Offset),
            _ => throw new LiquidException($"Unexpected {token.Shown}.", token.Offset),
        };
    }

    private LiquidExpression Named(LiquidToken name) => name.Text switch
    {
        "true" => new LiquidLiteral(true),
        "false" => new LiquidLiteral(false),
        "nil" or "null" => new LiquidLiteral(null),
        "empty" => new LiquidLiteral(LiquidValue.Empty),
        "blank" => new LiquidLiteral(LiquidValue.Blank),
        _ => Path(name),
    };

    private LiquidRange Range(LiquidToken open)
    {
        var first = Value();
        tokens.Expect("..");
        var last = Value();
        tokens.Expect(")");
        return new LiquidRange(first, last, open.Offset);
    }

    private LiquidPath Path(LiquidToken name)
    {
        var shape = names.Find(name.Text);
        if (shape is null)
            errors.Add(new LiquidError(name.Offset, names.Unknown(name.Text)));
        var members = new List<LiquidExpression>();
        for (var owner = name.Text; ; )
        {
            if (tokens.Take("["))
            {
                var isText = tokens.Current.Kind == LiquidTokenKind.Text;
                var key = tokens.Current;
                members.Add(Value());
                tokens.Expect("]");
                shape = isText ? Member(shape, owner, key) : shape?.Item ?? LiquidShape.Any;
                owner = key.Text;
            }
            else if (tokens.Take("."))
            {
                var key = tokens.Expect(LiquidTokenKind.Name, "a name");
                members.Add(new LiquidLiteral(key.Text));
                shape = Member(shape, owner, key);
                owner = key.Text;
            }
            else
            {
                return new LiquidPath(name.Text, members, shape ?? LiquidShape.Any);
            }
        }
    }

    private LiquidShape? Member(LiquidShape? shape, string owner, LiquidToken key)
    {
        if (shape is null)
            return null;
        if (shape.Find(key.Text) is { } known)
            return known;
        var meant = Suggestion.For(key.Text, shape.Names);
        errors.Add(new LiquidError(key.Offset, $"\"{owner}\" has no \"{key.Text}\"."
            + (meant is null ? "" : " " + Suggestion.Sentence(meant))));
        return null;
    }
}
