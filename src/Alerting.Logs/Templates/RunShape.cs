using Alerting.Logs.Bytes;

namespace Alerting.Logs.Templates;

/// <summary>Decides whether a piece of text without spaces is variable or part of the message.</summary>
internal static class RunShape
{
    /// <summary>Longer runs of letters are encoded data, not words.</summary>
    private const int LongestWord = 64;

    /// <param name="piece">Text without white space and colons.</param>
    /// <param name="classes">The combined classes of its bytes.</param>
    /// <param name="before">The byte before it, or a space.</param>
    /// <param name="after">The byte after it, or a space.</param>
    public static bool IsVariable(ReadOnlySpan<byte> piece, ByteClass classes, byte before, byte after)
    {
        if (piece.Length > LongestWord)
        {
            return true;
        }

        if ((classes & ByteClass.Digit) != 0)
        {
            return !KeepsDigits(piece, classes, after);
        }

        if ((classes & (ByteClass.Slash | ByteClass.Backslash)) != 0)
        {
            return IsPath(piece, classes);
        }

        if ((classes & ByteClass.At) != 0)
        {
            return piece[0] != '@' && piece[^1] != '@';
        }

        return (classes & ByteClass.Dot) != 0 && IsVariableDotted(piece, before);
    }

    /// <summary>
    /// <c>S3</c>, <c>jk2_init()</c> and the key of <c>p0=</c> are message; <c>node7</c> is one of many.
    /// </summary>
    private static bool KeepsDigits(ReadOnlySpan<byte> piece, ByteClass classes, byte after)
    {
        if ((classes & ByteClass.Letter) == 0)
        {
            return false;
        }

        if (TemplateWords.NamesWithDigit.Contains(piece) || IsErrorCode(piece, after))
        {
            return true;
        }

        const ByteClass inName = ByteClass.Letter | ByteClass.Digit | ByteClass.HexLetter
            | ByteClass.OtherJoin | ByteClass.Underscore | ByteClass.Dot;
        if ((after != '(' && after != '=') || ByteClasses.IsDigit(piece[0]) || (classes & ~inName) != 0)
        {
            return false;
        }

        var digits = 0;
        foreach (var b in piece)
        {
            digits += ByteClasses.IsDigit(b) ? 1 : 0;
        }

        return digits == 1;
    }

    /// <summary><c>ORA-00942</c>, <c>AH00898</c>: capitals, then a number of fixed length.</summary>
    private static bool IsErrorCode(ReadOnlySpan<byte> piece, byte after)
    {
        var letters = piece.IndexOfAnyExceptInRange((byte)'A', (byte)'Z');
        if (letters < 2)
        {
            // MongoDB's E11000.
            return letters == 1 && piece.Length == 6 && piece[0] == 'E'
                && piece[1..].IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0;
        }

        var digits = piece[letters..].TrimStart((byte)'-');
        // The numbers of codes are padded; those of tickets and orders are not.
        return digits.Length is >= 3 and <= 6 && digits.IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0
            && (after == ':' || digits[0] == '0' || TemplateWords.CodeFamilies.Contains(piece[..letters]));
    }

    /// <summary>
    /// <c>/var/log</c>, <c>./a</c>, <c>C:\x</c> and <c>a/b.c</c> are paths; <c>and/or</c> and <c>I/O</c> are words.
    /// </summary>
    private static bool IsPath(ReadOnlySpan<byte> piece, ByteClass classes)
    {
        if (piece.Length == 1)
        {
            return false;
        }

        var slashes = 0;
        foreach (var b in piece)
        {
            slashes += b is (byte)'/' or (byte)'\\' ? 1 : 0;
        }

        return piece[0] is (byte)'/' or (byte)'~' or (byte)'\\' || slashes > 1
            || (classes & (ByteClass.Dot | ByteClass.Backslash)) != 0;
    }

    /// <summary>
    /// Hosts and files vary; packages, types and settings (<c>a.b.Setting</c>) belong to the message.
    /// </summary>
    private static bool IsVariableDotted(ReadOnlySpan<byte> piece, byte before)
    {
        var last = piece[(piece.LastIndexOf((byte)'.') + 1)..];
        if (last.Length == 0 || last.Length == piece.Length - 1 || last.EndsWith("Exception"u8)
            || last.EndsWith("Error"u8))
        {
            return false;
        }

        if (before == '=' || TemplateWords.FileExtensions.Contains(last))
        {
            return true;
        }

        if (ByteClasses.IsUpper(last[0]) || piece.ContainsAnyInRange((byte)'A', (byte)'Z'))
        {
            return false;
        }

        var first = piece[..piece.IndexOf((byte)'.')];
        // An application or a service in reverse domain notation is one of many; a class has a capital.
        if (TemplateWords.PackageRoots.Contains(first) && piece.Count((byte)'.') >= 2)
        {
            return true;
        }

        return !TemplateWords.PackageRoots.Contains(first) && first.Length > 1
            && (last.Length == 2 || TemplateWords.TopLevelDomains.Contains(last));
    }
}
