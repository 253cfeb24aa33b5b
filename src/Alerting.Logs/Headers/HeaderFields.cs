namespace Alerting.Logs.Headers;

/// <summary>
/// Reads the fields of a text header one by one: brackets, numbers, the level, the logger. Columns before the level
/// count as header only once a level is found after them; until then they may be the message.
/// </summary>
internal static class HeaderFields
{
    /// <summary>Reads the header from <paramref name="at"/> on and returns where the message starts.</summary>
    public static int Read(ReadOnlySpan<byte> text, int at, bool hasTime, ref LogLine line)
    {
        var header = new HeaderCursor(text, at, hasTime);
        var isDelimited = hasTime && at < text.Length && text[at] is (byte)':' or (byte)'>' or (byte)',' or (byte)';';
        var start = isDelimited ? at + 1 : at;
        header.Message = header.At = header.SkipSeparators(start);
        TakeFields(ref header, ref line);
        if (!line.HasLevel && EmbeddedLevel.TryTake(ref header, ref line))
        {
            header.At = header.SkipSeparators(header.At);
            TakeFields(ref header, ref line);
        }

        line.Logger = line.Logger.IsEmpty ? header.Logger : line.Logger;
        line.Component = line.Logger.IsEmpty && line.HasLevel ? header.Component : default;
        line.RequestId = line.RequestId.IsEmpty ? header.RequestId : line.RequestId;
        return header.SkipSeparators(header.Message);
    }

    private static void TakeFields(ref HeaderCursor header, ref LogLine line)
    {
        while (header.At < header.Text.Length && TryTakeField(ref header, ref line))
        {
            header.At = header.SkipSeparators(header.At);
        }
    }

    private static bool TryTakeField(ref HeaderCursor header, ref LogLine line)
    {
        if (header.Text[header.At] is (byte)'[' or (byte)'(')
        {
            return line.HasLevel
                ? BracketField.TryTakeAfterLevel(ref header)
                : BracketField.TryTakeBeforeLevel(ref header, ref line);
        }

        if (header.Text[header.At] is (byte)'{' or (byte)'<' && !line.HasLevel)
        {
            return header.Text[header.At] == '{'
                ? BracketField.TryTakeBraces(ref header, ref line)
                : BracketField.TryTakeAngles(ref header, ref line);
        }

        var end = header.TokenEnd(header.At);
        var token = header.Text[header.At..end];
        return line.HasLevel
            ? ColumnField.TryTakeAfterLevel(ref header, token, end, ref line)
            : LevelField.TryTake(ref header, token, end, ref line)
                || ColumnField.TryTakeBeforeLevel(ref header, token, end);
    }
}
