namespace Alerting.Logs.Bytes;

/// <summary>
/// The kinds of bytes in a text, as bits: for most text, templating costs one table look-up per byte.
/// </summary>
[Flags]
internal enum ByteClass : ushort
{
    None = 0,
    Digit = 1,
    Upper = 2,
    Lower = 4,
    HexLetter = 8,
    Dot = 16,
    Slash = 32,
    Colon = 64,
    At = 128,
    Backslash = 256,
    OtherJoin = 512,
    Space = 1024,
    Wide = 2048,
    Underscore = 4096,
    Letter = Upper | Lower | Wide,
    Word = Digit | Letter | Underscore,
    Run = Digit | Letter | Dot | Slash | Colon | At | Backslash | OtherJoin | Underscore,

    /// <summary>A run without any of these is a plain word and stays.</summary>
    Suspicious = Digit | Dot | Slash | Colon | At | Backslash,
}

internal static class ByteClasses
{
    private static readonly ByteClass[] Table = Build();

    public static ByteClass Of(byte b) => Table[b];

    public static bool IsWord(byte b) => (Table[b] & ByteClass.Word) != 0;

    public static bool IsDigit(byte b) => (uint)(b - '0') <= 9;

    public static bool IsUpper(byte b) => (uint)(b - 'A') <= 25;

    public static bool IsLower(byte b) => (uint)(b - 'a') <= 25;

    public static byte Lower(byte b) => IsUpper(b) ? (byte)(b | 0x20) : b;

    private static ByteClass[] Build()
    {
        var table = new ByteClass[256];
        for (var b = 0; b < 256; b++)
        {
            table[b] = b switch
            {
                >= 0x80 => ByteClass.Wide,
                >= '0' and <= '9' => ByteClass.Digit,
                >= 'A' and <= 'F' => ByteClass.Upper | ByteClass.HexLetter,
                >= 'a' and <= 'f' => ByteClass.Lower | ByteClass.HexLetter,
                >= 'G' and <= 'Z' => ByteClass.Upper,
                >= 'g' and <= 'z' => ByteClass.Lower,
                '.' => ByteClass.Dot,
                '/' => ByteClass.Slash,
                ':' => ByteClass.Colon,
                '@' => ByteClass.At,
                '\\' => ByteClass.Backslash,
                '_' => ByteClass.OtherJoin | ByteClass.Underscore,
                '-' or '+' or '~' or '$' => ByteClass.OtherJoin,
                <= ' ' or 0x7f => ByteClass.Space,
                _ => ByteClass.None,
            };
        }

        return table;
    }
}
