namespace Alerting.Text.Liquid;

/// <summary>Reads the tags of a template, and goes on after an error, so that all are reported at once.</summary>
internal sealed class LiquidParser(List<LiquidPiece> pieces, LiquidShape model, List<LiquidError> errors)
{
    private const int MaxDepth = 20;

    public static readonly string[] Tags =
        ["if", "unless", "case", "for", "assign", "capture", "break", "continue", "comment", "raw"];

    private static readonly string[] Inner = ["else", "elsif", "when"];

    private static readonly LiquidExpression True = new LiquidLiteral(true);

    private readonly LiquidNames _names = new(model);
    private int _at;
    private int _depth;

    /// <summary>The tag that ended the last block.</summary>
    private LiquidPiece _end;

    public List<LiquidNode> Read() => Block(null, []);

    /// <param name="opener">Null for the template itself.</param>
    private List<LiquidNode> Block(LiquidPiece? opener, string[] ends)
    {
        var nodes = new List<LiquidNode>();
        while (_at < pieces.Count)
        {
            var piece = pieces[_at++];
            if (piece.Kind == LiquidPieceKind.Tag && Array.IndexOf(ends, piece.Name) >= 0)
            {
                _end = piece;
                return nodes;
            }
            if (Node(piece) is { } node)
                nodes.Add(node);
        }
        _end = default;
        if (opener is { } open)
            errors.Add(new LiquidError(open.Start, LiquidPieces.NotClosed(open.Name)));
        return nodes;
    }

    private LiquidNode? Node(LiquidPiece piece) => piece.Kind switch
    {
        LiquidPieceKind.Text => new LiquidTextNode(piece.Text, piece.Offset),
        LiquidPieceKind.Output => Try(piece.Text, piece.Offset, reader => reader.Whole()) is { } value
            ? new LiquidOutput(value, piece.Start) : null,
        _ => Tag(piece),
    };

    private LiquidNode? Tag(LiquidPiece tag)
    {
        if (_depth == MaxDepth)
        {
            errors.Add(new LiquidError(tag.Start, $"Tags are nested more than {MaxDepth} deep."));
            _at = pieces.Count;
            return null;
        }
        _depth++;
        LiquidNode? node = tag.Name switch
        {
            "if" => If(tag, isNegated: false),
            "unless" => If(tag, isNegated: true),
            "case" => Case(tag),
            "for" => For(tag),
            "assign" => Assign(tag),
            "capture" => Capture(tag),
            "break" => new LiquidJumpNode(LiquidJump.Break, tag.Start),
            "continue" => new LiquidJumpNode(LiquidJump.Continue, tag.Start),
            "#" => null,
            _ => Unknown(tag),
        };
        _depth--;
        return node;
    }

    private LiquidChoice If(LiquidPiece tag, bool isNegated)
    {
        var branches = new List<(LiquidExpression, IReadOnlyList<LiquidNode>)>();
        var end = "end" + tag.Name;
        var condition = Condition(tag);
        if (isNegated)
        {
            condition = new LiquidComparison(new LiquidLogic(condition, isAnd: true, True), "==",
                new LiquidLiteral(false));
        }
        branches.Add((condition, Block(tag, ["elsif", "else", end])));
        while (_end.Name is "elsif" or "else")
        {
            var branch = _end;
            branches.Add((branch.Name == "else" ? True : Condition(branch),
                Block(tag, branch.Name == "else" ? [end] : ["elsif", "else", end])));
        }
        return new LiquidChoice(branches, tag.Start);
    }

    private LiquidChoice Case(LiquidPiece tag)
    {
        var subject = OfTag(tag, reader => reader.Whole()) ?? True;
        var branches = new List<(LiquidExpression, IReadOnlyList<LiquidNode>)>();
        // What stands before the first "when" is not shown.
        Block(tag, ["when", "else", "endcase"]);
        while (_end.Name is "when" or "else")
        {
            var branch = _end;
            var condition = branch.Name == "else" ? True : OfTag(branch, reader => reader.AnyOf(subject)) ?? True;
            branches.Add((condition, Block(tag, branch.Name == "else" ? ["endcase"] : ["when", "else", "endcase"])));
        }
        return new LiquidChoice(branches, tag.Start);
    }

    private LiquidFor For(LiquidPiece tag)
    {
        var head = OfTag(tag, reader => reader.ForHead()) ?? new LiquidForHead("", new LiquidLiteral(null));
        _names.Push(head.Name, head.Source.Shape.Item ?? LiquidShape.Any);
        var body = Block(tag, ["else", "endfor"]);
        _names.Pop();
        return new LiquidFor(head, body, _end.Name == "else" ? Block(tag, ["endfor"]) : [], tag.Start);
    }

    private LiquidAssign? Assign(LiquidPiece tag)
    {
        if (OfTag(tag, reader => reader.Assignment()) is not var (name, value))
            return null;
        _names.Assign(name, value.Shape);
        return new LiquidAssign(name, value, tag.Start);
    }

    private LiquidCapture Capture(LiquidPiece tag)
    {
        var name = OfTag(tag, reader => reader.Name()) ?? "";
        var body = Block(tag, ["endcapture"]);
        _names.Assign(name, LiquidShape.Plain);
        return new LiquidCapture(name, body, tag.Start);
    }

    private LiquidNode? Unknown(LiquidPiece tag)
    {
        var name = tag.Name;
        var opener = name.StartsWith("end", StringComparison.Ordinal) ? name[3..] : null;
        errors.Add(new LiquidError(tag.Start,
            opener is not null && Array.IndexOf(Tags, opener) >= 0 ? $"\"{name}\" closes no \"{opener}\". Remove it."
            : Array.IndexOf(Inner, name) >= 0 ? $"\"{name}\" is not inside a tag that has it."
            : name.Length == 0 ? "The name of the tag is missing."
            : LiquidNames.UnknownOf("tag", name, Tags)));
        return null;
    }

    private LiquidExpression Condition(LiquidPiece tag) => OfTag(tag, reader => reader.Condition()) ?? True;

    private T? OfTag<T>(LiquidPiece tag, Func<LiquidReader, T> read) where T : class =>
        Try(tag.Rest.Text, tag.Rest.Offset, read);

    private T? Try<T>(string text, int offset, Func<LiquidReader, T> read) where T : class
    {
        try
        {
            return read(new LiquidReader(new LiquidTokens(text, offset), _names, errors));
        }
        catch (LiquidException wrong)
        {
            errors.Add(new LiquidError(Math.Max(wrong.Offset, offset - 1), wrong.Message));
            return null;
        }
    }
}
